package letters

import "testing"

// TestStated reads statements that are made upon a letter, texts of our own, and statements that are not.
func TestStated(t *testing.T) {
	for _, c := range []struct{ name, text, signers string }{
		{"after leading one", "Senator Ann Lee (D-VT) released the following statement after leading a letter to Secretary Tom Fox about the flood money: “The farms cannot wait.” Read the letter here.", "Lee"},
		{"as she signed one", "Today, Senator Ann Lee (D-VT) issued this statement as she signed a letter to Secretary Tom Fox: “The farms cannot wait.”", "Lee"},
		{"said to be sent, the title asking", "Lee Urges Secretary to Release Flood Money\n\nSenator Ann Lee (D-VT) released the following statement on the flood:\n\n“On Friday, I sent a letter to the Secretary that asks for the money.”", "Lee"},
		{"after receiving one", "Senator Ann Lee (D-VT) released the following statement after receiving a letter from Secretary Tom Fox about the flood money: “The farms cannot wait.”", ""},
		{"said long after", "Lee Urges Secretary to Release Flood Money\n\nSenator Ann Lee (D-VT) released the following statement on the flood:\n\n“Last year, I sent a letter to the Secretary, and today I have no answer.”", ""},
		{"a cosponsor joined in asking", "Lee, Colleagues Urge Delay\n\nSenator Ann Lee (D-VT), a cosponsor of the River Act, was joined by Senators Kim Day (D-OH) and Joe Poe (D-CA) in urging Secretary Tom Fox to open the dam.\n\nThe farms are dry.\n\nThe full text of their letter is below:\n\nDear Secretary Fox:\n\nWe urge you to open the dam, as the farms along the river have had no water since the spring and will lose their corn.", "Lee Day Poe"},
		{"a sponsor joined in a bill", "Senator Ann Lee (D-VT) was joined today by Senators Kim Day (D-OH) and Joe Poe (D-CA) in introducing a bill on dams. The Senators wrote it in May.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if s := surnames(c.text); s != c.signers {
				t.Errorf("signers = %q, want %q", s, c.signers)
			}
		})
	}
}

// TestUponSending tells whose letter a statement is made upon.
func TestUponSending(t *testing.T) {
	for low, want := range map[string]bool{
		"statement after she sent a letter to the secretary":     true,
		"statement upon joining 30 members in a letter to him":   true,
		"statement after speaker roy sent a letter to him":       false,
		"statement after the senate received a letter":           false,
		"statement after sending a letter to the gazette editor": false,
	} {
		if got := uponSending(low); got != want {
			t.Errorf("uponSending(%q) = %v, want %v", low, got, want)
		}
	}
}
