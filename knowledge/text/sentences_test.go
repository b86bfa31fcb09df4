package text

import (
	"slices"
	"strings"
	"testing"
)

// In the table every line is one text: "⏐" stands where a sentence ends, "⏎" for
// a newline, "∅" before what belongs to no sentence, and "xx> " names a language
// other than English.
var sentenceTable = map[string]string{
	"plain": `
The dam broke. ⏐Nobody was hurt! ⏐Why not? ⏐Engineers had warned of it.
It grew by 3.4 percent. ⏐The bank had said 2.9.
`,
	"years": `
The treaty was signed in 2020. ⏐The war went on.
It was founded in 1884. ⏐It closed in 1999. ⏐40 people lost their jobs.
`,
	"abbreviations": `
On Nov. 9 the guns fell silent.
He met Gen. Harun Osei and Sen. Mira Falk in Columbus, Ohio.
Gov. Lena Ortiz and Lt. Gov. Paul Reyes signed it.
The match of Leeds vs. York ended in a draw.
They finished at No. 5 in the table.
Was it him? ⏐No. ⏐The police said it was not.
The church of St. Mary burned down.
Mr. Abara and Mrs. Lind left with Dr. Sato.
He read works by J. K. Rowling and George W. Bush.
J. K. Rowling wrote it.
Tavo Inc. Chief Executive Ron Mills resigned.
He sold Tavo Inc. ⏐The buyer was a fund.
They grow wheat, oats, etc. ⏐The soil is good.
It lies near Tampa, Fla. ⏐It has a port.
The U.S. Senate voted, e.g. on trade.
She was ill. ⏐The doctor came.
The cat sat. ⏐Dogs barked.
They sat in the sun. ⏐Children played.
`,
	"abbreviations that end": `
He was born in the U.S. ⏐The president was not.
The U.S. Army left the U.K. ⏐It went home.
The U.S. Postal Service was thanked by a former U.S. Senator. ⏐He spoke.
She moved to the U.K. ⏐The next year she was a U.N. Ambassador for food.
It opens at 5 p.m. ⏐He was late.
It opens at 5 p.m. Monday at the hall.
It opens at 9 a.m. ET and ends at noon.
The doors shut at 11 p.m. ⏐Police cleared the street.
They had a plan B. ⏐The plan failed.
Doctors found hepatitis A. ⏐The patient recovered.
`,
	"ellipsis": `
I waited … and waited. ⏐Nobody came.
I waited ... and waited. ⏐Nobody came.
He paused... ⏐Then he spoke.
He paused… ⏐Then he spoke.
He paused . . . and spoke.
`,
	"quotes": `
“We won.” ⏐He left the room.
"We won." ⏐He left the room.
'We won.' ⏐He left the room.
He called it “a mess”. ⏐Others agreed.
She said, “Stop!” and ran.
"Why now?" Tessa Brandt asked.
"Why now?" ⏐The crowd fell silent.
(The firm declined to comment.) ⏐Its shares fell.
He left. ⏐"We are done," he said.
He left. ⏐“We are done,” he said.
He left. ⏐(He came back later.) ⏐She stayed.
The claim is old.[12] ⏐The proof is new.
`,
	"runs": `
What?! ⏐You sold it?? ⏐Never!!!
`,
	"lines": `
Dam breaks in the north⏎⏎⏐The dam broke on Monday.
Dam breaks in the north⏎⏐Two villages are flooded⏎⏐Nobody was hurt
Karin Olsen⏎⏐The dam broke on Monday.
The agency said that the old dam in the north of the country had⏎broken in the night and that nobody in the villages below it was⏎hurt by the water. ⏐Engineers from the capital were on the way to⏎Mount Tarn on Monday.
What we know:⏎⏐∅- ⏐The dam broke⏎⏐∅- ⏐Nobody was hurt
He said⏎that it⏎broke.
`,
	"addresses": `
Write to press.office@tavo.example.com or see www.tavo.example.com/a.b?c=D. ⏐We answer.
He runs Booking.com and Node.js projects. ⏐They pay.
See http://example.com/News.Today.html for more.
The lights went out.⏐The crowd went home.
`,
	"byline": `
WASHINGTON (AP) — The Senate voted on Monday. ⏐It passed.
LIMA, Peru (Reuters) - The mine closed. ⏐It had 300 workers.
`,
	"tokenised": `
The bridge fell . ⏐Nobody was near it .
The virus is hepatitis A . ⏐State officials gave a warning .
The word was ' unfit ' and it hurt . ⏐He left .
`,
	"wide": `
ja> 首相は辞任した。⏐後任は未定だ！⏐なぜか？
ja> 「辞める。」と言った。⏐次は誰か。
zh> 他说：“我走了。”⏐大家都哭了。
hi> यह सच है। ⏐वह गया।
`,
	"other languages": `
de> Am 3. Oktober sprach Dr. Weber mit z. B. Schülern. ⏐Die Feier war kurz.
de> Er kam 2020. ⏐Der Krieg war vorbei.
fr> M. Dupont est parti. ⏐Il reviendra.
es> El Sr. Vega salió. ⏐¿Quién manda? ⏐Nadie.
ru> Он родился в 1950 г. в Москве. ⏐Потом уехал.
`,
	"items": `
1. Singapore is first.
City and index: ⏎⏐1. Singapore 116⏎⏐2. Paris 112
`,
}

func TestSentences(t *testing.T) {
	for name, in := range sentenceTable {
		t.Run(name, func(t *testing.T) {
			for _, c := range strings.Split(strings.Trim(in, "\n"), "\n") {
				lang := "en"
				if l, rest, ok := strings.Cut(c, "> "); ok && len(l) == 2 {
					lang, c = l, rest
				}
				c = strings.ReplaceAll(c, "⏎", "\n")
				want := strings.Split(c, "⏐")
				for i := range want {
					want[i] = strings.TrimSpace(want[i])
				}
				want = slices.DeleteFunc(want, func(s string) bool { return s == "" || strings.HasPrefix(s, "∅") })
				whole := strings.NewReplacer("⏐", "", "∅", "").Replace(c)
				var got []string
				for _, sp := range Sentences(whole, lang) {
					got = append(got, sp.In(whole))
				}
				if !slices.Equal(got, want) {
					t.Errorf("%q\n got %q\nwant %q", whole, got, want)
				}
			}
		})
	}
}
