package letters_test

// layout is one document of our own invention and what is to be read out of it.
type layout struct {
	name, title, published, member, text, want string
}

// cases show one layout or trap each. The people are real holders of office on the date, the letters are invented.
var cases = []layout{
	{name: "block of names over titles", text: `Congress of the United States
Washington, DC 20515

March 4, 2021

The Honorable Antony Blinken
Secretary of State
U.S. Department of State
2201 C Street, NW
Washington, DC 20520

Dear Secretary Blinken:

BODY

Sincerely,

Barbara Lee
Member of Congress

Frank Pallone, Jr.
Member of Congress

Nydia M. Velázquez
Member of Congress`, want: `letter
letter full 2021-03-04
signer Barbara Lee L000551
signer Frank Pallone, Jr. P000034
signer Nydia M. Velázquez V000081
to Antony Blinken (Secretary of State)`},

	{name: "two columns row by row", text: `June 2, 2014

The Honorable Barack Obama
President of the United States
The White House
Washington, DC 20500

Dear Mr. President:

BODY

Sincerely,

Barbara Lee John Lewis
Member of Congress Member of Congress

Debbie Wasserman Schultz Eliot L. Engel
Member of Congress Member of Congress

Sheila Jackson Lee
Member of Congress`, want: `letter
letter full 2014-06-02
signer Barbara Lee L000551
signer John Lewis L000287
signer Debbie Wasserman Schultz W000797
signer Eliot L. Engel E000179
signer Sheila Jackson Lee J000032
to Barack Obama (President of the United States)`},

	{name: "three columns with wide gaps", text: `June 2, 2014

The Honorable Barack Obama
President of the United States
The White House
Washington, DC 20500

Dear Mr. President:

BODY

Respectfully,

Barbara Lee            John Lewis             Albio Sires
Member of Congress     Member of Congress     Member of Congress`, want: `letter
letter full 2014-06-02
signer Barbara Lee L000551
signer John Lewis L000287
signer Albio Sires S001165
to Barack Obama (President of the United States)`},

	{name: "column by column", text: `June 2, 2014

The Honorable Barack Obama
President of the United States
The White House

Dear Mr. President:

BODY

Sincerely,

Barbara Lee
John Lewis
Albio Sires
Member of Congress
Member of Congress
Member of Congress`, want: `letter
letter full 2014-06-02
signer Barbara Lee L000551
signer John Lewis L000287
signer Albio Sires S001165
to Barack Obama (President of the United States)`},

	{name: "senators with strokes and bold", text: `# United States Senate

WASHINGTON, DC 20510

**October 9, 2020**

The Honorable Mike Pompeo
Secretary of State
Washington, D.C. 20520

Dear Secretary Pompeo:

BODY

Sincerely,

**/s/ Robert P. Casey, Jr.**

Robert P. Casey, Jr.
United States Senator

/s/ Jeanne Shaheen
Jeanne Shaheen
United States Senator

**Cory A. Booker**
United States Senator`, want: `letter
letter full 2020-10-09
signer Robert P. Casey, Jr. C001070
signer Jeanne Shaheen S001181
signer Cory A. Booker B001288
to Mike Pompeo (Secretary of State)`},

	{name: "glued run", published: "2012-05-01", text: `WASHINGTON, D.C. - Today Congresswoman Barbara Lee (D-CA) sent a letter to President Obama on the harbour of Port Ellis. The full letter is below:Dear Mr. President:As winter comes we write about the closing of the harbour at Port Ellis. The boats that feed four islands have nowhere to land.We urge you to open it. Sincerely,Barbara LeeMember of CongressJohn LewisMember of CongressLynn C. WoolseyMember of Congress`, want: `press_release
letter full 2012-05-01
lead Barbara Lee L000551
cosigner John Lewis L000287
cosigner Lynn C. Woolsey W000738
to Obama (President)`},

	{name: "whole letter on one line, capitals", published: "2016-01-07", text: `WASHINGTON, DC – U.S. Representatives Nita Lowey (NY-17), Eliot Engel (NY-16) and Jerrold Nadler (NY-10) today sent a letter to President Barack Obama on Port Ellis. The letter follows: January 6, 2016 President Barack Obama The White House 1600 Pennsylvania Avenue Washington, D.C. 20500 Dear Mr. President: We write to express our concern about the closing of the harbour at Port Ellis by its owners. The islands need food. Thank you for your attention to this matter. Sincerely, NITA M. LOWEY DEBBIE WASSERMAN SCHULTZ ELIOT L. ENGEL ALBIO SIRES GERALD E. CONNOLLY SUSAN DAVIS JERROLD NADLER ###`, want: `press_release
letter full 2016-01-06
lead NITA M. LOWEY L000480
cosigner DEBBIE WASSERMAN SCHULTZ W000797
lead ELIOT L. ENGEL E000179
cosigner ALBIO SIRES S001165
cosigner GERALD E. CONNOLLY C001078
cosigner SUSAN DAVIS D000598
lead JERROLD NADLER N000002
to Barack Obama (President)`},

	{name: "list with tags in a paragraph", published: "2018-10-18", text: `Schiff Leads Colleagues in Letter on Port Ellis

FOR IMMEDIATE RELEASE

Washington, D.C. – Today, Rep. Adam Schiff (D-CA-28) led a letter to Secretary of State Mike Pompeo urging him to open the harbour of Port Ellis.

In addition to Schiff, the letter was signed by Reps. Brad Sherman (D-CA), Frank Pallone, Jr. (D-NJ), Gus Bilirakis [R-FL], Tony Cárdenas (CA-29), and Brian Fitzpatrick (R-Pa.).`, want: `press_release
letter report 2018-10-18
lead Adam Schiff S001150
cosigner Brad Sherman S000344
cosigner Frank Pallone, Jr. P000034
cosigner Gus Bilirakis B001257
cosigner Tony Cárdenas C001097
cosigner Brian Fitzpatrick F000466
to Mike Pompeo (Secretary of State)`},

	{name: "semicolons in a block", published: "2012-05-01", text: `Today, Congresswoman Barbara Lee (D-CA) sent the following letter to President Obama:

May 1, 2012

The Honorable Barack Obama
President of the United States

Dear Mr. President:

BODY

Sincerely,

Barbara Lee (D-CA); John Lewis (D-GA); Danny Davis (D-IL); and Bill Foster (D-IL)`, want: `press_release
letter full 2012-05-01
lead Barbara Lee L000551
cosigner John Lewis L000287
cosigner Danny Davis D000096
cosigner Bill Foster F000454
to Barack Obama (President of the United States)`},

	{name: "surnames alone", published: "2011-12-07", text: `Congresswoman Barbara Lee (D-CA) today sent a letter to President Obama, joined by ten House colleagues.

December 6, 2011

President Barack Obama
The White House
Washington, D.C. 20500

Dear Mr. President,

BODY

Sincerely,

Representative Barbara Lee

Engel

Lewis

Nadler

Norton

Davis (Danny)

Velázquez

Woolsey`, want: `press_release
letter full 2011-12-06 claims 11
lead Barbara Lee L000551
cosigner Engel E000179
cosigner Lewis L000287
cosigner Nadler N000002
cosigner Norton N000147
cosigner Davis (Danny) D000096
cosigner Velázquez V000081
cosigner Woolsey W000738
to Barack Obama (President)`},

	{name: "co-signers heading", text: `July 7, 2020

The Honorable Mike Pompeo
Secretary of State
Washington, D.C. 20520

Secretary Pompeo,

BODY

Sincerely,

---

Brad Sherman
MEMBER OF CONGRESS

**Co-Signers:**

Frank Pallone Jr.
MEMBER OF CONGRESS

Barbara Lee
MEMBER OF CONGRESS`, want: `letter
letter full 2020-07-07
lead Brad Sherman S000344
cosigner Frank Pallone Jr. P000034
cosigner Barbara Lee L000551
to Mike Pompeo (Secretary of State)`},

	{name: "title in the same line and unreadable", text: `July 7, 2020

The Honorable Mike Pompeo
Secretary of State
Washington, D.C. 20520

Dear Mr. Secretary:

BODY

Sincerely,

Brad Sherman, Member of Congress
(Unreadable)
Eliot L. Engel, Chairman, Committee on Foreign Affairs
[illegible]
Barbara Lee, M.C.`, want: `letter
letter full 2020-07-07
signer Brad Sherman S000344
signer Eliot L. Engel E000179
signer Barbara Lee L000551
to Mike Pompeo (Secretary of State)`},

	{name: "closing lost", published: "2019-11-22", text: `Congresswoman Barbara Lee (D-CA) was joined by two Members of the House of Representatives in sending a letter to the House and Senate Committees on Appropriations.

###

November 21, 2019

Dear Chairmen Leahy and Granger, and Ranking Members Graham and Lowey:

BODY

Thank you for considering this request.

Barbara Lee
Member of Congress

John Lewis
Danny Davis`, want: `press_release
letter full 2019-11-21 claims 3
lead Barbara Lee L000551
cosigner John Lewis L000287
cosigner Danny Davis D000096
to Leahy (Chairmen)
to Granger
to Graham (Ranking Members)
to Lowey`},

	{name: "joined by senators in a sentence", published: "2022-03-02", text: `WASHINGTON – U.S. Senator Jeanne Shaheen (D-NH) led a bipartisan group of five senators in a letter to President Joe Biden on the harbour of Port Ellis.

Shaheen was joined by Senators Marco Rubio (R-FL), Cory Booker and Elizabeth Warren in sending the letter.

“The islands cannot wait,” said Jane Doe, president of Harbour Watch. “I thank Senator Shaheen.”`, want: `press_release
letter report 2022-03-02 claims 5
lead Jeanne Shaheen S001181
cosigner Marco Rubio R000595
cosigner Cory Booker B001288
cosigner Elizabeth Warren W000817
to Joe Biden (President)`},

	{name: "and in the middle, with others", published: "2022-03-02", text: `Today, Senators Jeanne Shaheen (D-NH) and Susan Collins (R-ME) and Lisa Murkowski (R-AK) and 27 other senators sent a letter to Secretary of State Antony Blinken.`, want: `press_release
letter report 2022-03-02 claims 30
lead Jeanne Shaheen S001181
lead Susan Collins C001035
lead Lisa Murkowski M001153
to Antony Blinken (Secretary of State)`},

	{name: "led a number of colleagues", published: "2022-03-02", text: `WASHINGTON, D.C. — Congressman Brad Sherman (D-CA) led 38 of his colleagues in a letter to Secretary of State Antony Blinken about Port Ellis.`, want: `press_release
letter report 2022-03-02 claims 39
lead Brad Sherman S000344
to Antony Blinken (Secretary of State)`},

	{name: "inexact claim", published: "2022-03-02", text: `WASHINGTON, D.C. — Congressman Brad Sherman (D-CA) and more than 40 Members of Congress today sent a letter to Secretary of State Antony Blinken about Port Ellis.`, want: `press_release
letter report 2022-03-02 claims "more than 40 Members"
lead Brad Sherman S000344
to Antony Blinken (Secretary of State)`},

	{name: "cosigning were", published: "2022-03-02", text: `Representative Brad Sherman (CA-30) led a letter to Harbour Works about Port Ellis. Cosigning the letter to Harbour Works President and CEO Ana Costa were Senators Dick Durbin (D-IL) and Cory Booker (D-NJ), Representative Bill Foster (IL-11), and Adrin Nazarian.`, want: `press_release
letter report 2022-03-02
lead Brad Sherman S000344
cosigner Dick Durbin D000563
cosigner Cory Booker B001288
cosigner Bill Foster F000454
cosigner Adrin Nazarian 0003
to Ana Costa (Harbour Works President and CEO)`},

	{name: "cc of legislators", text: `March 4, 2021

The Honorable Antony Blinken
Secretary of State
Washington, DC 20520

Dear Secretary Blinken:

BODY

Sincerely,

Barbara Lee
Member of Congress

CC: The Honorable Robert Menendez, Chairman, Committee on Foreign Relations
The Honorable Brad Sherman`, want: `letter
letter full 2021-03-04
signer Barbara Lee L000551
to Antony Blinken (Secretary of State)
cc Robert Menendez (Chairman)
cc Brad Sherman`},

	{name: "quoted only, staff and reporters are no signers", published: "2022-03-02", text: `FOR IMMEDIATE RELEASE
Contact: Susan Collins-Reed (202) 225-0000
Brian Fitzpatrick-Moore (202) 225-1111

WASHINGTON – Senator Brian Schatz (D-Hawai‘i) wrote a letter to President Joe Biden today on the harbour of Port Ellis.

“Senator Schatz is right,” said Senator Jeanne Shaheen. “We will hold a hearing.” Senator Rubio told the Daily Post that he disagreed.

Schatz is the sponsor of the Harbours Act, cosponsored by Senators Elizabeth Warren (D-MA) and Edward Markey (D-MA).`, want: `press_release
letter report 2022-03-02
lead Brian Schatz S001194
to Joe Biden (President)`},

	{name: "caucus roster is no list of signers", published: "2019-03-02", text: `The Congressional Harbours Caucus, led by Reps. Barbara Lee (D-CA) and Gus Bilirakis (R-FL), today sent a letter to Secretary of State Mike Pompeo. The Harbours Caucus, which was launched in May, includes Reps. Brad Sherman (D-CA), Albio Sires (D-NJ) and Bill Foster (D-IL).`, want: `press_release
letter report 2019-03-02
for Congressional Harbours Caucus
lead Barbara Lee L000551
lead Gus Bilirakis B001257
to Mike Pompeo (Secretary of State)`},

	{name: "another letter mentioned", published: "2020-06-02", text: `WASHINGTON – Today, Senator Chris Van Hollen (D-MD) sent a letter to Secretary of State Mike Pompeo asking for the papers on Port Ellis. Last month, Senators Elizabeth Warren (D-MA) and Edward Markey (D-MA) led a letter to the same office.`, want: `press_release
letter report 2020-06-02
lead Chris Van Hollen V000128
to Mike Pompeo (Secretary of State)`},

	{name: "separate letters to several", published: "2020-06-02", text: `Senator Chris Van Hollen (D-MD) today sent separate letters to Secretary of State Mike Pompeo, Ana Costa, President of Harbour Works, and Governor Lee Ray.`, want: `press_release
letter report 2020-06-02
lead Chris Van Hollen V000128
to Mike Pompeo (Secretary of State) separate
to Ana Costa (President of Harbour Works) separate
to Lee Ray (Governor) separate`},

	{name: "state legislators", published: "2020-10-09", text: `The California Legislative Harbours Caucus on Thursday sent a letter to Secretary of State Mike Pompeo. The letter was signed by State Senator Susan Rubio, the chair of the caucus, and Assemblymembers Jesse Gabriel and Adrin Nazarian.`, want: `news_report
letter report 2020-10-08
for California Legislative Harbours Caucus
cosigner Susan Rubio 0002
cosigner Jesse Gabriel 0001
cosigner Adrin Nazarian 0003
to Mike Pompeo (Secretary of State)`},

	{name: "two letters in one release", published: "2021-03-05", text: `Congresswoman Barbara Lee (D-CA) today released two letters on the harbour of Port Ellis.

The text of the first letter is below:

March 4, 2021

The Honorable Antony Blinken
Secretary of State
Washington, DC 20520

Dear Secretary Blinken:

BODY

Sincerely,

Barbara Lee
Member of Congress

The text of the second letter is below:

March 5, 2021

Ms. Ana Costa
President
Harbour Works
1 Quay Street
Port Ellis, ME 04000

Dear Ms. Costa:

BODY

Sincerely,

Barbara Lee
Member of Congress`, want: `press_release
letter full 2021-03-04
lead Barbara Lee L000551
to Antony Blinken (Secretary of State)
letter full 2021-03-05
lead Barbara Lee L000551
to Ana Costa (President)`},

	{name: "title and surname make the member", published: "2021-03-05", member: "bioguide:S001194", title: "Schatz Calls for Harbour to Open", text: `In a letter to President Joe Biden, Schatz asked for relief ships to be let into Port Ellis. “The islands cannot wait,” the letter says.`, want: `press_release
letter excerpt 2021-03-05
lead Schatz S001194
to Joe Biden (President)`},

	{name: "newsletter", published: "2021-03-05", text: `EARLY VOTING

2021-03-05

Dear Friend,

Early voting has begun. I wrote to the Secretary of State about opening hours, and I hope to see you.

Sincerely,

Brad Sherman
Member of Congress`, want: `other`},

	{name: "bill introduced, letter in passing", published: "2021-03-05", text: `Senator Brian Schatz (D-HI) and Senators Elizabeth Warren (D-MA) and Edward Markey (D-MA) introduced the Harbours Act today. The bill would open ports in winter.

The bill has 14 cosponsors and follows a letter that Schatz sent to the President in January. It is endorsed by Harbour Watch.`, want: `other`},

	{name: "statement", published: "2021-03-05", text: `Congressman Brad Sherman released the following statement on the harbour of Port Ellis: I have received countless letters from constituents. The harbour must open.`, want: `other`},

	{name: "letter received", published: "2021-03-05", text: `Senator Susan Collins today welcomed a letter from the Secretary of Commerce announcing $2 million for Port Ellis. The Secretary wrote to Senator Collins that the money will be paid in May.`, want: `other`},

	{name: "hard line breaks", published: "2021-03-05", text: `WASHINGTON -- Senators Jeanne Shaheen (D-NH), Susan Collins (R-ME) and Lisa
Murkowski (R-AK) today sent a letter to Secretary of State Antony
Blinken on the harbour of Port Ellis. The letter was also signed by Senators
Cory Booker (D-NJ) and Elizabeth Warren (D-MA).`, want: `press_release
letter report 2021-03-05
lead Jeanne Shaheen S001181
lead Susan Collins C001035
lead Lisa
Murkowski M001153
cosigner Cory Booker B001288
cosigner Elizabeth Warren W000817
to Antony
Blinken (Secretary of State)`},

	{name: "writers in the sentence before", published: "2021-03-05", text: `Senators Jeanne Shaheen (D-NH) and Susan Collins (R-ME) today called on Secretary of State Antony Blinken to open the harbour of Port Ellis.

“The stores are low,” the senators wrote in a letter to Secretary Blinken.`, want: `press_release
letter excerpt 2021-03-05
lead Jeanne Shaheen S001181
lead Susan Collins C001035
to Antony Blinken (Secretary of State)`},

	{name: "in a letter to, joined by", published: "2021-03-05", text: `WASHINGTON – In a letter to Secretary of State Antony Blinken, Senator Brian Schatz, joined by Senators Cory Booker, Elizabeth Warren and Chris Van Hollen, asked for relief ships.`, want: `press_release
letter report 2021-03-05
lead Brian Schatz S001194
cosigner Cory Booker B001288
cosigner Elizabeth Warren W000817
cosigner Chris Van Hollen V000128
to Antony Blinken (Secretary of State)`},

	{name: "in writing to, without the word", published: "2021-03-05", text: `Senator Edward J. Markey (D-Mass.) joined Senators Cory Booker (D-N.J.), Elizabeth Warren (D-Mass.), and Representative Brad Sherman (CA-32) in writing to Secretary of State Antony Blinken to ask for an inquiry.`, want: `press_release
letter report 2021-03-05
signer Edward J. Markey M000133
signer Cory Booker B001288
signer Elizabeth Warren W000817
signer Brad Sherman S000344
to Antony Blinken (Secretary of State)`},

	{name: "lines behind an announcement", published: "2021-03-05", text: `Rep. Brad Sherman led a letter to Secretary of State Antony Blinken today.

The letter was signed by the following Members:

• Rep. Barbara Lee (D-CA)
• Rep. Gus Bilirakis (R-FL)
• Rep. Jerrold Nadler (D-NY)

The harbour of Port Ellis has been closed for a year now.`, want: `press_release
letter report 2021-03-05
lead Brad Sherman S000344
cosigner Barbara Lee L000551
cosigner Gus Bilirakis B001257
cosigner Jerrold Nadler N000002
to Antony Blinken (Secretary of State)`},

	{name: "surnames behind a title", published: "2021-03-05", text: `The letter was signed by Senators Menendez, Casey, Durbin, Shaheen and Booker and sent to Secretary Blinken today.`, want: `press_release
letter report 2021-03-05
cosigner Menendez M000639
cosigner Casey C001070
cosigner Durbin D000563
cosigner Shaheen S001181
cosigner Booker B001288
to Blinken (Secretary)`},

	{name: "a number in words and both parties", published: "2021-03-05", text: `One hundred and twelve Members of Congress, led by Rep. Brad Sherman (D-CA), sent a letter to Secretary of State Antony Blinken today.`, want: `press_release
letter report 2021-03-05 claims 112
lead Brad Sherman S000344
to Antony Blinken (Secretary of State)`},

	{name: "open letter", published: "2021-03-05", text: `An Open Letter to the Harbour Masters of Port Ellis:

BODY

Sincerely,

Senator Tom Cotton, R-AR
Senator Lindsey Graham, R-SC
Senator Marco Rubio, R-FL`, want: `letter
letter full 2021-03-05
signer Tom Cotton C001095
signer Lindsey Graham G000359
signer Marco Rubio R000595
to  (Harbour Masters of Port Ellis)`},

	{name: "explicit day in the sentence", published: "2021-03-05", text: `On Tuesday, March 2, 2021, Representative Brad Sherman (CA-32) sent a letter to Secretary of State Antony Blinken.`, want: `press_release
letter report 2021-03-02
lead Brad Sherman S000344
to Antony Blinken (Secretary of State)`},

	{name: "letter of groups", published: "2021-03-05", text: `Senator Brian Schatz (D-HI) announced that his bill with Senators Marco Rubio (R-FL) and Cory Booker (D-NJ) passed. More than 100 groups sent a letter for the bill. The letter was signed by Harbour Watch.`, want: `other`},

	{name: "statement on a letter of another", published: "2021-03-05", text: `Senator Tom Cotton (R-Arkansas) released the following statement on the Attorney General's letter to Congress: The letter shows that there was nothing.`, want: `other`},

	{name: "answer to a legislator", published: "2021-03-05", text: `Congressman Brad Sherman released the answer that he received today from the Secretary of the Army to his letter of January 5.

Dear Congressman Sherman:

Thank you for your letter of January 5 on the harbour. The Army will review the rule and report to you in May.

Sincerely,

Ann Bell
Secretary of the Army`, want: `other`},

	{name: "letter to the editor", published: "2021-03-05", text: `To the Editor:

Your article on the harbour is wrong. I voted for every bill that would open it.

Sincerely,

Brad Sherman
Member of Congress`, want: `other`},

	{name: "grant after letters in the past", published: "2021-03-05", text: `Senator Susan Collins announced $2 million for Port Ellis. Collins wrote to the department in May in support of the application.`, want: `other`},

	{name: "two commissioners and a zip with four more digits", published: "2021-03-05", text: `May 3, 2021

Chairwoman Ana Roe
Commissioner Joe Hall
Federal Harbour Commission
445 Quay Street SW
Washington, DC 20554-0001

Dear Chairwoman Roe and Commissioner Hall:

BODY

Sincerely,

Brad Sherman
Member of Congress`, want: `letter
letter full 2021-05-03
signer Brad Sherman S000344
to Ana Roe (Chairwoman)
to Joe Hall (Commissioner)`},

	{name: "addressees side by side", published: "2021-03-05", text: `May 3, 2013

The Honorable Ana Roe The Honorable Joe Hall
Chairman Ranking Member
Committee on Harbours Committee on Harbours
Washington, DC 20515 Washington, DC 20515

Dear Chairman Roe and Ranking Member Hall:

BODY

Sincerely,

Brad Sherman
Member of Congress`, want: `letter
letter full 2013-05-03
signer Brad Sherman S000344
to Ana Roe (Chairman)
to Joe Hall (Ranking Member)`},

	{name: "leaders of committees addressed", published: "2018-03-05", text: `WASHINGTON – Congressman Brad Sherman (D-CA) led 12 colleagues in a letter to Chairman Lindsey Graham, Ranking Member Patrick Leahy, and Chairwoman Kay Granger.`, want: `press_release
letter report 2018-03-05 claims 13
lead Brad Sherman S000344
to Lindsey Graham (Chairman)
to Patrick Leahy (Ranking Member)
to Kay Granger (Chairwoman)`},
}
