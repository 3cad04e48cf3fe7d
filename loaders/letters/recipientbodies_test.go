package letters_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"demarche/loaders/letters"
)

// addressees are ways in which releases of our own invention name those a letter goes to.
var addressees = []struct {
	name, text string
	want       []string
}{
	{
		"two departments", "WASHINGTON – Senator Tom Cotton sent a letter to the Department of Labor and the Department of Energy about the harbour.\n\nThe letter was sent on Monday.",
		[]string{"to  (Department of Labor)", "to  (Department of Energy)"},
	},
	{
		"body with an abbreviation", "WASHINGTON – Senators Tom Cotton and Brian Schatz sent a letter urging the U.S. Coast Guard to keep its station on the island open.\n\nThe station was built long ago.",
		[]string{"to  (U.S. Coast Guard)"},
	},
	{
		"offices in the plural", "WASHINGTON – Senators Tom Cotton and Brian Schatz sent a letter today. They pressed the Inspectors General of the Departments of Labor (DOL) and Energy to look into the sale.",
		[]string{"to  (Inspector General, Department of Labor)", "to  (Inspector General, Department of Energy)"},
	},
	{
		"honorific behind the office", "WASHINGTON – Senator Tom Cotton sent a letter to Food and Drug Administration Commissioner Dr. Ana Costa about the harbour.\n\nMore follows.",
		[]string{"to Ana Costa (Food and Drug Administration Commissioner)"},
	},
	{
		"office that ends in small words", "WASHINGTON – Senator Tom Cotton sent a letter to Acting Assistant Secretary for Inland Harbours Ana Costa about the lock.\n\nMore follows.",
		[]string{"to Ana Costa (Acting Assistant Secretary for Inland Harbours)"},
	},
	{
		"a name and a body", "WASHINGTON – Senator Tom Cotton sent letters to Secretary of Energy Ana Costa, and to the Chairman and Ranking Member of the Subcommittee on Harbours.\n\nMore follows.",
		[]string{"to Ana Costa (Secretary of Energy)", "to  (Chairman of the Subcommittee on Harbours)", "to  (Ranking Member of the Subcommittee on Harbours)"},
	},
	{
		"copies on one line over the salutation", "May 4, 2021\n\nThe Honorable Ana Costa\nAdministrator\nMaritime Administration\nWashington, DC 20590\n\nCC: The Honorable Rui Prado, Secretary of Labor; The Honorable Eva Lind, Secretary of Energy\n\nDear Administrator Costa:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to Ana Costa (Administrator)", "cc Rui Prado (Secretary of Labor)", "cc Eva Lind (Secretary of Energy)"},
	},
	{
		"writer behind the comma", "WASHINGTON – Senator Tom Cotton is pressing the leaders of the House to save the ferry. In a letter to Speaker Ana Costa and Minority Leader Rui Prado, Mr. Cotton called for more money.\n\nMore follows.",
		[]string{"to Ana Costa (Speaker)", "to Rui Prado (Minority Leader)"},
	},
	{
		"office before a comma", "WASHINGTON – Senator Tom Cotton sent a letter to the U.S. Deputy Attorney General, Ana Costa, about the harbour.\n\nMore follows.",
		[]string{"to Ana Costa (U.S. Deputy Attorney General)"},
	},
	{
		"two with their offices behind them", "WASHINGTON – Senator Tom Cotton sent a letter to Ana Costa, Secretary of the Department of Administration and Rui Prado, State Superintendent of Public Instruction, about the school.\n\nMore follows.",
		[]string{"to Ana Costa (Secretary of the Department of Administration)", "to Rui Prado (State Superintendent of Public Instruction)"},
	},
	{
		"body before its head", "WASHINGTON – Senator Tom Cotton sent a letter to Federal Emergency Management Agency (FEMA) Administrator Ana Costa about the flood.\n\nMore follows.",
		[]string{"to Ana Costa (Administrator)"},
	},
	{
		"office of resettlement", "WASHINGTON – Senator Tom Cotton sent a letter to the Office of Refugee Resettlement (ORR) about the island.\n\nMore follows.",
		[]string{"to  (Office of Refugee Resettlement (ORR))"},
	},
	{
		"sent them a letter", "WASHINGTON – Senator Tom Cotton sent House Speaker Ana Costa and Majority Leader Rui Prado a letter urging them to save the ferry.\n\nMore follows.",
		[]string{"to Ana Costa (House Speaker)", "to Rui Prado (Majority Leader)"},
	},
	{
		"leaders in small letters", "WASHINGTON – Senator Tom Cotton led a letter to congressional leadership about the ferry.\n\nMore follows.",
		[]string{"to  (congressional leadership)"},
	},
	{
		"surname alone, whole name elsewhere", "WASHINGTON – Secretary of Education Ana Costa closed the school on the island.\n\nSenator Tom Cotton sent two letters to Costa about it.",
		[]string{"to Ana Costa (Secretary of Education)"},
	},
	{
		"agency first, its head later", "WASHINGTON – Senator Tom Cotton sent a letter urging the Social Security Administration to reopen its offices. The letter calls on Acting Social Security Administration Commissioner Ana Costa to make a plan.",
		[]string{"to Ana Costa (Acting Social Security Administration Commissioner)"},
	},
	{
		"plural office after Dear", "May 4, 2021\n\nDear Presidents of Island Colleges, Universities, and Other Schools:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to  (Presidents of Island Colleges, Universities, and Other Schools)"},
	},
	{
		"excellency after Dear", "May 4, 2021\n\nYour Excellency:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		nil,
	},
	{
		"Dear excellency", "May 4, 2021\n\nDear Your Excellency:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		nil,
	},
	{
		"to whom it may concern", "May 4, 2021\n\nTo Whom It May Concern:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		nil,
	},
	{
		"excellency in the address", "May 4, 2021\n\nHis Excellency Ana Costa\nAmbassador of the Islands\nWashington, DC 20008\n\nYour Excellency:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to Ana Costa (Ambassador of the Islands)"},
	},
	{
		"members of somebody's cabinet", "WASHINGTON – Senator Tom Cotton sent a letter to the 16 members of President Ana Costa’s cabinet about the harbour.\n\nMore follows.",
		[]string{"to  (members of President Ana Costa’s cabinet)"}, // the head of the phrase is who they are

	},
	{
		"general of a fort", "WASHINGTON – Senator Tom Cotton sent a letter to the Commanding General of Fort Salter, Maj. Gen. Ana Costa, about the barracks.\n\nMore follows.",
		[]string{"to Ana Costa (Commanding General of Fort Salter)"},
	},
	{
		"captain of a base", "WASHINGTON – Senator Tom Cotton sent a letter to the Commander of Naval Station Port Ebb, Captain Ana Costa, about the barracks.\n\nMore follows.",
		[]string{"to Ana Costa (Commander of Naval Station Port Ebb)"},
	},
	{
		"wrote the senator", "WASHINGTON – Senator Tom Cotton sent a letter to Secretary of Labor Ana Costa about the mill.\n\n“The mill must stay open,” wrote Sen. Brian Schatz.",
		[]string{"to Ana Costa (Secretary of Labor)"},
	},
	{
		"wrote the senator, no other addressee", "WASHINGTON – Senators Tom Cotton and Brian Schatz released a letter about the mill.\n\n“The mill must stay open,” wrote Sen. Brian Schatz. “We ask for an answer.”",
		nil,
	},
	{
		"wrote the senator in a letter", "WASHINGTON – Senator Tom Cotton is asking for help.\n\n“The mill must stay open,” wrote Senator Brian Schatz in a letter about the mill to the Department of Labor.",
		[]string{"to  (Department of Labor)"},
	},
	{
		"wrote the lawmaker with no addressee", "WASHINGTON – Senator Tom Cotton is asking for help in a letter.\n\n“The mill must stay open,” wrote Senator Brian Schatz in the letter.",
		nil,
	},
	{
		"wrote somebody", "WASHINGTON – Senator Tom Cotton wrote Secretary of Labor Ana Costa a letter about the mill.\n\nMore follows.",
		[]string{"to Ana Costa (Secretary of Labor)"},
	},
	{
		"second letter behind the signature", "May 4, 2021\n\nThe Honorable Ana Costa\nSecretary of Labor\nWashington, DC 20210\n\nDear Secretary Costa:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator\n\n" +
			"The Honorable Rui Prado\nSecretary of Energy\nWashington, DC 20585\n\nDear Secretary Prado:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to Ana Costa (Secretary of Labor)", "to Rui Prado (Secretary of Energy)"},
	},
	{
		"pressed for answers about money to somebody", "WASHINGTON – In a letter last Friday, Senator Tom Cotton pressed Trade Ambassador Ana Costa for answers about the money paid to the Ebb Harbour Paper Mill.\n\nMore follows.",
		[]string{"to Ana Costa (Trade Ambassador)"},
	},
	{
		"chief of staff", "WASHINGTON – Senator Tom Cotton wants an answer. Cotton wrote to White House chief of staff Ana Costa in a letter about the mill.\n\nMore follows.",
		[]string{"to Ana Costa (White House chief of staff)"},
	},
	{
		"two leagues", "WASHINGTON – Senator Tom Cotton led a letter urging the National Harbour League (NHL) and U.S. Rowing Federation to look into the race.\n\nMore follows.",
		[]string{"to  (National Harbour League (NHL))", "to  (U.S. Rowing Federation)"},
	},
	{
		"speaker with an abbreviation behind", "WASHINGTON – Senator Tom Cotton sent a letter to Ana Costa, Speaker, CBC, about the mill.\n\nMore follows.",
		[]string{"to Ana Costa (Speaker)"},
	},
	{
		"acting behind the name", "May 4, 2021\n\nThe Honorable Ana Costa Acting\nSecretary\nDepartment of Labor\nWashington, DC 20210\n\nDear Secretary Costa:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to Ana Costa (Acting Secretary)"},
	},
	{
		"counsel behind the name", "May 4, 2021\n\nThe Honorable Ana Costa Counsel\nThe White House\nWashington, DC 20500\n\nDear Ms. Costa:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to Ana Costa (Counsel)"},
	},
	{
		"acting behind the name in a sentence", "WASHINGTON – Senator Tom Cotton sent a letter to Ana Costa Acting Secretary of Labor about the mill.\n\nMore follows.",
		[]string{"to Ana Costa (Acting Secretary of Labor)"},
	},
	{
		"company of one word", "WASHINGTON – Senators Tom Cotton and Brian Schatz sent a letter to PayPal about its fees.\n\nMore follows.",
		[]string{"to  (PayPal)"},
	},
	{
		"company of one word, plain", "WASHINGTON – Senators Tom Cotton and Brian Schatz sent a letter to Zoom urging it to lower its fees.\n\nMore follows.",
		[]string{"to  (Zoom)"},
	},
	{
		"companies in a row", "WASHINGTON – Senators Tom Cotton and Brian Schatz sent letters to PayPal, Zoom, and Lyft about their fees.\n\nMore follows.",
		[]string{"to  (PayPal)", "to  (Zoom)", "to  (Lyft)"},
	},
	{
		"a surname alone is no company", "WASHINGTON – Senators Tom Cotton and Brian Schatz sent a letter to Costa about the mill.\n\nMore follows.",
		[]string{"to Costa"},
	},
	{
		"leaders of a committee", "WASHINGTON – Senator Tom Cotton sent a letter to the leaders of the House Harbour Works Committee about the lock.\n\nMore follows.",
		[]string{"to  (House Harbour Works Committee)"},
	},
	{
		"people in small letters", "WASHINGTON – Senator Tom Cotton wrote to college and university presidents today about the loans.\n\nMore follows.",
		[]string{"to  (college and university presidents)"},
	},
	{
		"every member", "WASHINGTON – Senator Tom Cotton sent a letter to every member of the Senate urging them to vote for the lock.\n\nMore follows.",
		[]string{"to  (member of the Senate)"},
	},
	{
		"what a letter is to do is nobody", "WASHINGTON – Senator Tom Cotton led a letter to stop loan servicers.\n\nMore follows.",
		nil,
	},
	{
		"body known by its shape alone", "WASHINGTON – Senator Tom Cotton sent a letter to the Island Harbour Employees’ Retirement System (IHERS), urging it to sell its shares.\n\nMore follows.",
		[]string{"to  (Island Harbour Employees’ Retirement System)"},
	},
	{
		"an office does not reach over the name before it", "WASHINGTON – Senator Tom Cotton released a letter to Secretary of Labor Ana Costa and Deputy Secretary of Energy Rui Prado today.\n\nDear Secretary Costa and Deputy Secretary Prado:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to Ana Costa (Secretary of Labor)", "to Rui Prado (Deputy Secretary of Energy)"},
	},
	{
		"long address in a running line", "WASHINGTON – Senators Tom Cotton and Brian Schatz wrote about the lock today. The full text of the letter is below: The Honorable Ana Costa Senate Majority Leader United States Senate 12 Pier Street, North Wing Washington, DC 20510 The Honorable Rui Prado Speaker of the House United States House of Representatives Washington, DC 20515 Dear Ms. Costa and Mr. Prado: BODY",
		[]string{"to Ana Costa (Senate Majority Leader)", "to Rui Prado (Speaker of the House)"},
	},
	{
		"columns that run together", "WASHINGTON – Senators Tom Cotton and Brian Schatz wrote about the lock today. The full text of the letter is below: May 4, 2021 The Honorable Ana Costa The Honorable Rui Prado Chairman Ranking Member Committee on Locks Committee on Locks Washington, DC 20510 Washington, DC 20510 Dear Chairman Costa and Ranking Member Prado: BODY",
		[]string{"to Ana Costa (Chairman)", "to Rui Prado (Ranking Member)"},
	},
	{
		"the salutation tells where the name ends", "WASHINGTON – Senators Tom Cotton and Brian Schatz wrote about the lock today. The full text of the letter is below: May 4, 2021 The Honorable Ana Costa Postmaster General and Chief Executive Officer 12 Pier Street Washington, DC 20510 Dear Postmaster General Costa: BODY",
		[]string{"to Ana Costa (Postmaster General and Chief Executive Officer)"},
	},
	{
		"the letter's own addressee bears a signer's surname", "WASHINGTON – U.S. Senator Tom Cotton (R-AR) sent a letter to Secretary of Labor Ana Costa and National Security Advisor Jo Cotton today.\n\nThe letter follows.\n\nDear Secretary Costa and Mr. Cotton:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to Ana Costa (Secretary of Labor)", "to Jo Cotton (Advisor)"},
	},
	{
		"the holder of an office in small letters", "WASHINGTON – President Rui Prado closed the lock.\n\nSenator Tom Cotton sent a letter to the president Monday about it.",
		[]string{"to Rui Prado (President)"},
	},
	{
		"surnames of officials named before", "WASHINGTON – Secretary of Labor Ana Costa and Ambassador Rui Prado met at the lock.\n\nSenator Tom Cotton sent a letter to Costa and Prado about it.",
		[]string{"to Ana Costa (Secretary of Labor)", "to Rui Prado (Ambassador)"},
	},
	{
		"addressee behind a sentence about the letter", "WASHINGTON – Senators Tom Cotton and Brian Schatz released a letter about the mill today. The mill closed.\n\nThe lock is shut.\n\nMore is known.\n\nThe town waits.\n\nMuch was said.\n\nNothing was done.\n\nThe letter was released today by both.\n\nIn a letter to Secretary of Labor Ana Costa, they say that the town needs the mill.",
		[]string{"to Ana Costa (Secretary of Labor)"},
	},
	{
		"office of two words after Dear", "May 4, 2021\n\nDear Inspector General Costa:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to Costa (Inspector General)"},
	},
	{
		"house of one who is greeted", "WASHINGTON – Senator Tom Cotton sent a letter to the White House today. The text of the letter follows:\n\nMay 4, 2021\n\nDear Mr. President:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to  (President)"},
	},
	{
		"office greeted beside a name", "May 4, 2021\n\nDear Madam Speaker and Minority Leader Costa:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to  (Speaker)", "to Costa (Minority Leader)"},
	},
	{
		"whole name of a sheriff", "WASHINGTON – Senator Tom Cotton wrote to Harbour County Sheriff Ana Costa about the lock.\n\nMay 4, 2021\n\nDear Sheriff Costa:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to Ana Costa (Harbour County Sheriff)"},
	},
	{
		"several on one long line", "May 4, 2021\n\nThe Honorable Ana Costa, Chairman\n\nThe Honorable Rui Prado, Ranking Member The Honorable Eva Lind, Chairman The Honorable Jan Holt, Ranking Member The Honorable Otto Vale, Chairman The Honorable Ida Roth, Ranking Member\n\nDear Chairmen and Ranking Members:\n\nBODY\n\nSincerely,\n\nTom Cotton\nUnited States Senator",
		[]string{"to Ana Costa (Chairman)", "to Rui Prado (Ranking Member)", "to Eva Lind (Chairman)", "to Jan Holt (Ranking Member)", "to Otto Vale (Chairman)", "to Ida Roth (Ranking Member)"},
	},
	{
		"body spelled out elsewhere", "WASHINGTON – The Harbour Safety Board (HSB) closed the lock. Senator Tom Cotton sent a letter to the HSB today.\n\nMore follows.",
		[]string{"to  (Harbour Safety Board (HSB))"},
	},
}

func TestRecipients(t *testing.T) {
	rd := letters.NewReader(rosterIndex(), nil)
	for _, c := range addressees {
		t.Run(c.name, func(t *testing.T) {
			d := letters.Document{Source: c.name, Text: strings.ReplaceAll(c.text, "BODY", body), Published: "2021-05-04"}
			rec := rd.Read(d)
			checkSpans(t, d, rec)
			var got []string
			for _, l := range strings.Split(digest(rec), "\n") {
				if strings.HasPrefix(l, "to ") || strings.HasPrefix(l, "cc ") {
					got = append(got, strings.TrimSuffix(l, " separate"))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("recipients (-want +got):\n%s", diff)
			}
		})
	}
}
