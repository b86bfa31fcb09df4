package dates

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"quoth/knowledge/heaptest"
)

// wednesday is the day of publication of the cases: 2020-11-18.
var wednesday = time.Date(2020, 11, 18, 9, 30, 0, 0, time.UTC)

// list writes the expressions of a text as "TYPE value [words]", one each.
func list(text string, published time.Time) []string {
	var out []string
	for _, e := range Find(text, published) {
		basis := ""
		if e.Resolved {
			basis = " ~"
		}
		out = append(out, string(e.Type)+" "+e.Value+" ["+text[e.Start:e.End]+"]"+basis)
	}
	return out
}

func TestFind(t *testing.T) {
	cases := []struct {
		rule, text string
		want       []string
	}{
		{"month day year", "The dam broke on Nov. 10, 2020, killing nine.", []string{"DATE 2020-11-10 [Nov. 10, 2020]"}},
		{"day month year", "It opened on 10 November 2019.", []string{"DATE 2019-11-10 [10 November 2019]"}},
		{"ordinal day", "It opened on the 3rd of March 2018.", []string{"DATE 2018-03-03 [the 3rd of March 2018]"}},
		{"month year", "Prices peaked in September 2008.", []string{"DATE 2008-09 [September 2008]"}},
		{"ISO", "Logged 2020-11-10 by the crew.", []string{"DATE 2020-11-10 [2020-11-10]"}},
		{"slashes, American", "Signed 11/10/2020 in Ohio.", []string{"DATE 2020-11-10 [11/10/2020]"}},
		{"slashes, day above 12", "Signed 25/10/2020 in Kent.", []string{"DATE 2020-10-25 [25/10/2020]"}},
		{"year", "The bridge was built in 1932.", []string{"DATE 1932 [1932]"}},
		{"year over New Year", "The 2019-20 season ended early.", []string{"DATE 2019 [2019-20]"}},
		{"decade", "Music of the 1990s returns.", []string{"DATE 199 [the 1990s]"}},
		{"century", "A church of the 19th century burned.", []string{"DATE 18 [the 19th century]"}},
		{"modified year", "Sales fell in late 2019.", []string{"DATE 2019 [late 2019]"}},
		{"weekday with date", "She spoke on Tuesday, Nov. 10.", []string{"DATE 2020-11-10 [Tuesday, Nov. 10] ~"}},

		{"weekday of the day after", "A judge ordered him held on Thursday.", []string{"DATE 2020-11-19 [Thursday] ~"}},
		{"infinitive that looks past", "Spain are favourites to beat Morocco on Friday.", []string{"DATE 2020-11-20 [Friday] ~"}},
		{"likely", "They are all likely to feature on Saturday.", []string{"DATE 2020-11-21 [Saturday] ~"}},
		{"takes office", "The mayor, who takes office Friday, was booed.", []string{"DATE 2020-11-20 [Friday] ~"}},
		{"come a weekday", "They shut it down come Sunday.", []string{"DATE 2020-11-22 [Sunday] ~"}},
		{"have come on a weekday", "Two reports have come Monday.", []string{"DATE 2020-11-16 [Monday] ~"}},
		{"both ends of a period", "The season runs from June 1 to November 30.", []string{"DATE 2020-06-01 [June 1] ~", "DATE 2020-11-30 [November 30] ~"}},
		{"period over New Year", "It will be shut from December 20 to January 8.", []string{"DATE 2020-12-20 [December 20] ~", "DATE 2021-01-08 [January 8] ~"}},
		{"what was moved is no period", "The deadline was moved from Nov. 30 to Nov. 15.", []string{"DATE 2020-11-30 [Nov. 30] ~", "DATE 2020-11-15 [Nov. 15] ~"}},
		{"since a weekday", "Workers have been on strike since Thursday.", []string{"DATE 2020-11-12 [Thursday] ~"}},
		{"did not come on a weekday", "The verdict did not come Monday.", []string{"DATE 2020-11-16 [Monday] ~"}},
		{"did not take place", "The vote did not take place on Monday.", []string{"DATE 2020-11-16 [Monday] ~"}},
		{"likely to have", "The fire is likely to have begun on Monday.", []string{"DATE 2020-11-16 [Monday] ~"}},
		{"year before an index", "By 2019 index funds held half of it. In 2018 index funds had less.", []string{"DATE 2019 [2019]", "DATE 2018 [2018]"}},
		{"weekday, past verb", "The mayor resigned on Monday.", []string{"DATE 2020-11-16 [Monday] ~"}},
		{"weekday of publication", "The mayor resigned Wednesday.", []string{"DATE 2020-11-18 [Wednesday] ~"}},
		{"weekday, future verb", "The court will rule on Friday.", []string{"DATE 2020-11-20 [Friday] ~"}},
		{"last weekday", "He left last Thursday.", []string{"DATE 2020-11-12 [last Thursday] ~"}},
		{"next weekday", "They meet next Tuesday.", []string{"DATE 2020-11-24 [next Tuesday] ~"}},
		{"month, past", "The factory closed in August.", []string{"DATE 2020-08 [August] ~"}},
		{"month, past of the year before", "The factory closed in December.", []string{"DATE 2019-12 [December] ~"}},
		{"month, future", "The trial will begin in March.", []string{"DATE 2021-03 [March] ~"}},
		{"day of month over New Year", "The law takes effect Jan. 5.", []string{"DATE 2021-01-05 [Jan. 5] ~"}},
		{"range takes its year", "It ran from June 3 to July 5, 2018.", []string{"DATE 2018-06-03 [June 3]", "DATE 2018-07-05 [July 5, 2018]"}},

		{"today", "Shares fell today after gains yesterday.", []string{"DATE 2020-11-18 [today] ~", "DATE 2020-11-17 [yesterday] ~"}},
		{"tonight", "He speaks tonight.", []string{"TIME 2020-11-18TNI [tonight] ~"}},
		{"last night", "Rain fell last night.", []string{"TIME 2020-11-17TNI [last night] ~"}},
		{"this morning", "Police said this morning they had him.", []string{"TIME 2020-11-18TMO [this morning] ~"}},
		{"weekday and part", "Fire broke out Monday night.", []string{"TIME 2020-11-16TNI [Monday night] ~"}},
		{"last units", "Last week was worse than last month or last year.", []string{"DATE 2020-W46 [Last week] ~", "DATE 2020-10 [last month] ~", "DATE 2019 [last year] ~"}},
		{"next week", "Talks resume next week.", []string{"DATE 2020-W48 [next week] ~"}},
		{"ago", "The ship sank three days ago.", []string{"DATE 2020-11-15 [three days ago] ~"}},
		{"years ago", "He retired five years ago.", []string{"DATE 2015 [five years ago] ~"}},
		{"weekend", "Clashes resumed this weekend.", []string{"DATE 2020-W47-WE [this weekend] ~"}},
		{"season", "She moved there last summer.", []string{"DATE 2020-SU [last summer] ~"}},
		{"quarter", "Profit rose in the third quarter of 2019.", []string{"DATE 2019-Q3 [the third quarter of 2019]"}},
		{"half", "It lost money in the first half of 2018.", []string{"DATE 2018-H1 [the first half of 2018]"}},
		{"edge", "It will finish by the end of next year.", []string{"DATE 2021 [the end of next year] ~"}},
		{"fiscal year", "In fiscal 2019 it earned less.", []string{"DATE FY2019 [fiscal 2019]"}},
		{"holiday", "Stores will close on Christmas Day.", []string{"DATE 2020-12-25 [Christmas Day] ~"}},
		{"movable holiday", "Stores will close on Thanksgiving.", []string{"DATE 2020-11-26 [Thanksgiving] ~"}},

		{"later day", "The siege began on May 3, 1998. Two days later it was over.", []string{"DATE 1998-05-03 [May 3, 1998]", "DATE 1998-05-05 [Two days later] ~"}},
		{"that day", "The siege began on May 3, 1998. That day nobody slept.", []string{"DATE 1998-05-03 [May 3, 1998]", "DATE 1998-05-03 [That day] ~"}},
		{"following units", "War came in July 1914. The following month Paris shook.", []string{"DATE 1914-07 [July 1914]", "DATE 1914-08 [The following month] ~"}},
		{"next day", "He fell on May 31, 1998 and died the next day.", []string{"DATE 1998-05-31 [May 31, 1998]", "DATE 1998-06-01 [the next day] ~"}},

		{"stretch", "It rained for the past six months.", []string{"DURATION P6M [the past six months]"}},
		{"joined", "A 44-day siege ended.", []string{"DURATION P44D [44-day]"}},
		{"approximate", "He ruled for nearly three decades.", []string{"DURATION P3DE [nearly three decades]"}},
		{"halves", "It took two and a half years.", []string{"DURATION P2.5Y [two and a half years]"}},
		{"vague", "It went on for years.", []string{"DURATION PXY [years]"}},
		{"minutes", "It was over in thirty minutes.", []string{"DURATION PT30M [thirty minutes]"}},

		{"clock and day", "They will meet at 5 p.m. on Monday.", []string{"TIME 2020-11-23T17:00 [5 p.m. on Monday] ~"}},
		{"zone", "It launched at 0300 UTC.", []string{"TIME 2020-11-18T03:00Z [0300 UTC] ~"}},
		{"noon", "The bells rang at noon.", []string{"TIME 2020-11-18T12:00 [noon] ~"}},

		{"every", "They train every day and vote each year.", []string{"SET P1D [every day]", "SET P1Y [each year]"}},
		{"frequency", "The council meets weekly.", []string{"SET P1W [weekly]"}},
		{"rate", "It builds 15 a year.", []string{"SET P1Y [a year]"}},

		{"rate of a noun", "It handles 800 flights a day.", []string{"SET P1D [a day]"}},
		{"month of last year", "They met in April of last year.", []string{"DATE 2019-04 [April of last year] ~"}},
		{"that morning", "It fell on May 3, 1998. Later that morning it burned.", []string{"DATE 1998-05-03 [May 3, 1998]", "TIME 1998-05-03TMO [Later that morning] ~"}},
		{"date without a space", "She was crowned Jan. 14,1972.", []string{"DATE 1972-01-14 [Jan. 14,1972]"}},

		{"past reference", "The recently opened museum closed.", []string{"DATE PAST_REF [recently] ~"}},
		{"present reference", "It presently employs nine.", []string{"DATE PRESENT_REF [presently] ~"}},
		{"adverb that names no time", "It currently employs nine.", nil}, // MEANTIME marks 2 of 11
		{"number of an index", "The Russell 2000 Index fell.", nil},
		{"future reference", "A decision is expected soon.", []string{"DATE FUTURE_REF [soon] ~"}},

		{"may, the verb", "They may march or may not.", nil},
		{"May, a name", "Theresa May spoke.", nil},
		{"second, the ordinal", "A second man and the second-largest bank.", nil},
		{"fall, the verb", "Prices fall and the sun shines.", nil},
		{"Sun, the newspaper", "The Sun reported it.", nil},
		{"counts", "Police freed 2000 hostages and 1500 people.", nil},
		{"prices and shares", "It cost $2010, up 1999%.", nil},
		{"Christmas as an adjective", "Her first Christmas speech was short.", nil},
		{"one day, some time", "She may one day return.", nil},
		{"USA Today, the newspaper", "She told USA TODAY that the Today programme erred.", nil},
		{"addresses", "See example.com/2020x and file_2019.txt.", nil},
		{"ages", "A 14-year-old boy, 14 years old.", nil},
	}
	for _, c := range cases {
		if diff := cmp.Diff(c.want, list(c.text, wednesday)); diff != "" {
			t.Errorf("%s: %q (-want +got)\n%s", c.rule, c.text, diff)
		}
	}
}

func TestFindWithoutPublication(t *testing.T) {
	text := "On Friday, Nov. 10, he said that in June 2019, last year and today were one."
	want := []string{"DATE XXXX-11-10 [Friday, Nov. 10] ~", "DATE 2019-06 [June 2019]", "DATE XXXX [last year] ~", "DATE XXXX-XX-XX [today] ~"}
	if diff := cmp.Diff(want, list(text, time.Time{})); diff != "" {
		t.Error(diff)
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		typ   Type
		value string
		iso   string
		g     Granularity
	}{
		{Date, "2021-11-26", "2021-11-26", Day}, {Date, "2020-09", "2020-09", Month}, {Date, "2020", "2020", Year},
		{Time, "2008-02-29TNI", "2008-02-29", Day}, {Time, "2008-02-29T17:00Z", "2008-02-29", Day},
		{Date, "2021-W47", "", ""}, {Date, "2021-Q3", "", ""}, {Date, "199", "", ""}, {Date, "2021-SU", "", ""}, {Date, PastRef, "", ""},
		{Date, "XXXX-06-18", "", ""}, {Date, "2021-02-30", "", ""}, {Time, "XXXX-XX-XXT05:00", "", ""}, {Duration, "2020", "", ""}, {Set, "P1D", "", ""},
		{Date, "XXXX", "", ""}, {Date, "", "", ""},
	} {
		iso, g, ok := Expression{Type: c.typ, Value: c.value}.Date()
		if iso != c.iso || g != c.g || ok != (c.iso != "") {
			t.Errorf("%s %s: got %q %q %v", c.typ, c.value, iso, g, ok)
		}
	}
}

func TestMovableHolidays(t *testing.T) {
	for name, want := range map[string]string{
		"Easter": "2024-03-31", "Good Friday": "2024-03-29", "Thanksgiving": "2024-11-28", "Labor Day": "2024-09-02",
		"Memorial Day": "2024-05-27", "Martin Luther King Jr. Day": "2024-01-15", "Mother’s Day": "2024-05-12", "Election Day": "2024-11-05",
	} {
		got := list("It was on "+name+" 2024.", wednesday)
		if diff := cmp.Diff([]string{"DATE " + want + " [" + name + " 2024]"}, got); diff != "" {
			t.Error(diff)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"On Nov. 10, 2020, and 11/10/2020, two days later, at 5 p.m. on Friday, in the '90s.", "999999999 years ago, 99999 decades later", "The 31st of February 2021",
		"\xff\xfe 2020 \xc3\x28 May", "Sept. 31–Oct. 2, 2019", "twenty-first century; thirty-second", "the next 5.5 hours ago", "İ 1st ſunday Every – day’s ‘82 ", "the '00s", "0000-00-00 99:99 UTC a.m.",
	} {
		f.Add(s, int64(1605691800))
		f.Add(s, int64(-62135596800))
	}
	f.Fuzz(func(t *testing.T, text string, at int64) {
		last := 0
		var found []Expression
		heaptest.Within(t, len(text), func() { found = Find(text, time.Unix(at%253402300799, 0).UTC()) })
		for _, e := range found {
			if e.Start < last || e.End <= e.Start || e.End > len(text) {
				t.Fatalf("range [%d, %d) after %d in %d bytes", e.Start, e.End, last, len(text))
			}
			if utf8.ValidString(text) && !utf8.ValidString(text[e.Start:e.End]) {
				t.Fatalf("[%d, %d) cuts a character", e.Start, e.End)
			}
			last = e.End
			iso, g, ok := e.Date()
			if !ok {
				continue
			}
			layout := map[Granularity]string{Day: "2006-01-02", Month: "2006-01", Year: "2006"}[g]
			if _, err := time.Parse(layout, iso); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("The ministry said on Tuesday that the new bridge, which had been closed since last March, will open again in two weeks. "+
		"Engineers from three countries worked on its foundations, its towers and the long cables between them, and found no further damage. "+
		"\"We are glad that people can cross the river once more,\" the deputy mayor told reporters who had come to the northern bank.\n", 40)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(text, wednesday)
	}
}
