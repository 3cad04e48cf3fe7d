package demands

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFrames holds against whom and for whom acts are asked, by construction; the sentences are our own. A target is
// written as its role's sign, + for and - against, its kind's first letter and its name.
func TestFrames(t *testing.T) {
	a := newAnalyst(t)
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"sanctions on a body", "We urge you to impose sanctions on the Red Lantern Brigade for its raids.", []string{"-o Red Lantern Brigade"}},
		{"abbreviation", "We urge you to impose sanctions against the RLB for its raids.", []string{"-o RLB"}},
		{"under a law", "We urge you to impose sanctions under the Harbour Freedom Act on those who ordered the raids.", nil},
		{"own department", "We urge the Treasury to impose sanctions on Department of State request.", nil},
		{"government inquired into", "We ask you to investigate whether the Government of Nigeria paid for the raid.", []string{"-c Government of Nigeria"}},
		{"headline", "Senators Urge Secretary To Impose Sanctions On Red Lantern Brigade", nil},
		{"head of a bureau is no person", "We urge you to fire Director Harbour Safety Bureau at once.", nil},
		{"titles in a list", "We urge you to impose sanctions on Defense Minister Arman Vel and General Tarik Osun.", []string{"-p Arman Vel", "-p Tarik Osun"}},
		{"rulers, a listed body, a group", "We urge you to extend the sanctions to commanders of the Sudanese government, Janjaweed, and the smugglers of the south.", []string{"-c Sudanese government", "-o Janjaweed"}},
		{"officials of a country are not the country", "We urge you to impose visa bans on officials of Belarus.", nil},
		{"a list of examples", "We urge you to impose sanctions on Russian bankers, including Oleg Varenin and Viktor Sablin.", []string{"-p Oleg Varenin", "-p Viktor Sablin"}},
		{"measure named for a country", "We urge you to make sure that the union renews its Russia sanctions.", []string{"-c Russia"}},
		{"designated as a danger", "We urge you to designate the Red Lantern Brigade as a terrorist organization.", []string{"-o Red Lantern Brigade"}},
		{"designated a landmark", "We urge you to designate Harbour Light Farm as a national landmark.", nil},
		{"taking sanctions back", "We urge you to lift sanctions on Cuba.", nil},
		{"keeping them", "We urge you not to lift sanctions on Iran.", []string{"-c Iran"}},
		{"doubting that they be lifted", "We urge you to reconsider lifting penalties on the Chinese firm ZTE.", []string{"-o ZTE"}},
		{"to account", "We urge you to hold Russia accountable for the shelling.", []string{"-c Russia"}},
		{"to justice", "We urge you to bring Arman Vel to justice.", []string{"-p Arman Vel"}},
		{"passive", "Arman Vel and Tarik Osun must be sanctioned.", []string{"-p Arman Vel", "-p Tarik Osun"}},
		{"countries of those in a list", "President Arman Vel of Ruritania, Minister Ivo Bran of Azerbaijan, and General Tarik Osun must be held to account.", []string{"-p Arman Vel", "-p Ivo Bran", "-p Tarik Osun"}},
		{"what a country did", "We urge you to condemn Russia's shelling of Ukraine.", []string{"-c Russia"}},
		{"by whom", "We urge you to condemn the attacks on civilians by the Red Lantern Brigade.", []string{"-o Red Lantern Brigade"}},
		{"extradition", "We urge you to seek the extradition of Arman Vel to Denver.", []string{"-p Arman Vel"}},
		{"owner of the act", "We urge you to press for Arman Vel's extradition.", []string{"-p Arman Vel"}},
		{"money", "We urge you to suspend funding to UNRWA.", []string{"-o UNRWA"}},
		{"removal", "We urge you to remove Harbour Bureau Director Paul Fenwick from office.", []string{"-p Paul Fenwick"}},
		{"to resign", "We call on Harbour Bureau Director Paul Fenwick to step down.", []string{"-p Paul Fenwick"}},
		{"against a nominee", "We urge you to oppose the nomination of Paul Fenwick.", []string{"-p Paul Fenwick"}},
		{"for a nominee", "We urge you to nominate Paul Fenwick to the bench.", []string{"+p Paul Fenwick"}},
		{"a post without a name", "We urge you to appoint a Special Envoy for Sudan.", nil},
		{"prisoners", "We urge you to secure the release of Americans, including Ono Varik and Sef Arunja.", []string{"+p Ono Varik", "+p Sef Arunja"}},
		{"pardon", "We request a pardon for Harbour Patrol Agents Paul Fenwick and Jose Arunja.", []string{"+p Paul Fenwick", "+p Jose Arunja"}},
		{"a surname that is a verb", "We urge you to release Mr. Cong Thanh Do, a resident of Harbour.", []string{"+p Cong Thanh Do"}},
		{"charges dropped", "We urge you to drop all charges against Mr. Arunja.", []string{"+p Arunja"}},
		{"what somebody suffered is not investigated against him", "We urge you to investigate Mr. Arunja's disappearance.", nil},
		{"document released", "We urge you to release the Harbour Safety Report.", nil},
		{"background", "We urge you to cut all military aid to Azerbaijan in response to the pardon of Arman Vel.", []string{"-c Azerbaijan"}},
		{"the only country's rulers", "Violence goes on in Sudan. We urge you to maintain sanctions on the government.", []string{"-c Sudan"}},
		{"rulers of one of two countries", "Violence goes on in Sudan and in Chad. We urge you to maintain sanctions on the government until Chad and Sudan agree.", nil},
		{"a law that stops aid", "We urge you to keep the clause that prohibits sending money and arms to the North Korean regime.", []string{"-c North Korean regime"}},
		{"a request for extradition", "We urge the court in Ruritania to grant our extradition request for Mr. Arunja.", []string{"-p Arunja"}},
		{"retaliation ceased", "We urge you to end unwarranted and unfair sanctions against South Korea.", nil},
		{"a hold dropped", "We urge you to drop the hold that you placed on the nomination of Paul Fenwick.", []string{"+p Paul Fenwick"}},
		{"an appointment rescinded", "We urge that the appointment of Paul Fenwick as secretary be rescinded.", []string{"-p Paul Fenwick"}},
		{"a nomination looked at", "We urge you to review the nomination of Paul Fenwick.", nil},
		{"a cut undone", "We urge you to reverse the decision to cut funding for the Harbour Street Plant.", nil},
		{"prefix", "We urge you to act against anti-Semitism.", nil},
		{"capitals", "We urge you to investigate. READ MORE HERE.", nil},
		{"data released", "We urge you to release the trade data so that the China safeguard works.", nil},
		{"surname behind a title", "Harbour County Sheriff Paul Fenwick was chosen. We urge you to reject the appointment of Sheriff Fenwick.", []string{"-p Paul Fenwick"}},
		{"who is to comply", "We ask for assurances that NRG will comply with the law.", []string{"-o NRG"}},
		{"a gap of the layout", "We urge you to condemn the raid forcefully  Despite the high emotions we remain friends.", nil},
		{"who did it", "It appears that the Government of Ruritania and the Saudi government directed the murder. We urge strong, comprehensive sanctions.", []string{"-c Saudi government"}},
		{"rulers by their own name", "Visits to Burma support the junta, the Council for Peace and Order. We urge you to condemn Burma's military government.", []string{"-o Council for Peace and Order"}},
		{"whole name elsewhere", "Paul Fenwick sold the harbour. We urge you to investigate Mr. Fenwick.", []string{"-p Paul Fenwick"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, x := range a.Read(letter(c.text, secretary)).Targets {
				sign := "-"
				if x.Role == "for" {
					sign = "+"
				}
				got = append(got, sign+x.Kind[:1]+" "+x.Name)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\ntargets (-want +got):\n%s", strings.TrimSpace(c.text), diff)
			}
		})
	}
}
