package retrieve

import (
	"strings"
	"sync"

	"quoth/knowledge/lexicon"
	"quoth/knowledge/text"
)

// abbreviations has a line for each thing with an abbreviation or a usual short
// name: ways to write it, separated by "|". What begins with "!" is also another word
// ("5 pm", or "Boeing" by its stem): it leads to the others, they don't lead to it. Countries, states and their
// people are in package lexicon.
const abbreviations = `UN|United Nations
EU|European Union
NATO|North Atlantic Treaty Organization|North Atlantic Treaty Organisation
POTUS|US president
FLOTUS|first lady
SCOTUS|Supreme Court
VP|vice president
!PM|prime minister
NYC|New York City|New York
!LA|Los Angeles
DC|Washington
!SF|San Francisco
NYT|New York Times
WSJ|Wall Street Journal
WaPo|Washington Post
!AP|Associated Press
WHO|World Health Organization|World Health Organisation
IMF|International Monetary Fund
WTO|World Trade Organization
ECB|European Central Bank
Fed|Federal Reserve
!SEC|Securities and Exchange Commission
FTC|Federal Trade Commission
FCC|Federal Communications Commission
FDA|Food and Drug Administration
CDC|Centers for Disease Control and Prevention|Centers for Disease Control
NIH|National Institutes of Health
EPA|Environmental Protection Agency
FBI|Federal Bureau of Investigation
CIA|Central Intelligence Agency
NSA|National Security Agency
DOJ|Justice Department|Department of Justice
DHS|Department of Homeland Security|Homeland Security
!ICE|Immigration and Customs Enforcement
IRS|Internal Revenue Service
TSA|Transportation Security Administration
FAA|Federal Aviation Administration
NTSB|National Transportation Safety Board
FEMA|Federal Emergency Management Agency
NOAA|National Oceanic and Atmospheric Administration
NHC|National Hurricane Center
NWS|National Weather Service
USPS|Postal Service
GOP|Republicans|Republican Party
DNC|Democratic National Committee
RNC|Republican National Committee
SVB|Silicon Valley Bank
JPM|JPMorgan
BofA|Bank of America
!GM|General Motors
IBM|International Business Machines
NBA|National Basketball Association
NFL|National Football League
MLB|Major League Baseball
NHL|National Hockey League
MLS|Major League Soccer
UFC|Ultimate Fighting Championship
IOC|International Olympic Committee
UEFA|Union of European Football Associations
ICC|International Criminal Court
ICJ|International Court of Justice
IAEA|International Atomic Energy Agency
OPEC|Organization of the Petroleum Exporting Countries
ISIS|Islamic State|ISIL
IDF|Israel Defense Forces|Israeli military
PLO|Palestine Liberation Organization
NHS|National Health Service
!BoE|Bank of England
AfD|Alternative für Deutschland|Alternative for Germany
CDU|Christian Democrats
SPD|Social Democrats
ANC|African National Congress
BJP|Bharatiya Janata Party
CCP|Chinese Communist Party
AI|artificial intelligence
!EV|electric vehicle|electric car
GDP|gross domestic product
CPI|consumer price index
IPO|initial public offering
CEO|chief executive officer|chief executive
CFO|chief financial officer
!MP|member of parliament
RFK Jr|Robert F. Kennedy Jr.
AOC|Ocasio-Cortez
MTG|Marjorie Taylor Greene
MLK|Martin Luther King
JFK|John F. Kennedy
Covid|coronavirus|Covid-19
flu|influenza
HIV|human immunodeficiency virus
DNA|deoxyribonucleic acid
LNG|liquefied natural gas
UFO|UAP|unidentified aerial phenomena
F1|!Formula One|Formula 1
World Series|Fall Classic
Meta|Facebook
Google|Alphabet
Kyiv|Kiev
Mumbai|Bombay
Beijing|Peking
UKIP|UK Independence Party
SNP|Scottish National Party
LGBT|LGBTQ|gay rights
BLM|Black Lives Matter
NRA|National Rifle Association
ACLU|American Civil Liberties Union
NAACP|National Association for the Advancement of Colored People
Unicef|United Nations Children's Fund
Unesco|United Nations Educational, Scientific and Cultural Organization
UNHCR|United Nations refugee agency|UN refugee agency
WFP|World Food Programme|World Food Program
BRICS|Brazil, Russia, India, China
ASEAN|Association of Southeast Asian Nations
OSCE|Organization for Security and Co-operation in Europe
G7|Group of Seven
G20|Group of 20
Obamacare|Affordable Care Act|ACA
!SNAP|food stamps
MoMA|Museum of Modern Art
MIT|Massachusetts Institute of Technology
UCLA|University of California, Los Angeles
NASA|National Aeronautics and Space Administration
ISS|International Space Station|space station
ESA|European Space Agency
JWST|Webb telescope|James Webb Space Telescope`

// longestAlias is how many words of a query an alias may have.
const longestAlias = 4

// aliases are the other ways to write what stands under a key: the stems of its
// words, without function words, joined by a space.
var aliases = sync.OnceValue(func() map[string][][]string {
	m := map[string][][]string{}
	for line := range strings.Lines(abbreviations) {
		addAliases(m, strings.Split(strings.TrimSpace(line), "|"))
	}
	return m
})

// addAliases adds names of one thing.
func addAliases(m map[string][][]string, names []string) {
	for i, from := range names {
		key := strings.Join(contentStems(strings.TrimPrefix(from, "!"), "en"), " ")
		for j, to := range names {
			if stems := contentStems(to, "en"); i != j && !strings.HasPrefix(to, "!") && len(stems) > 0 {
				m[key] = append(m[key], stems)
			}
		}
	}
}

// contentStems are the stems of the words of s that are no function words.
func contentStems(s, language string) []string {
	var stems []string
	for _, t := range text.AppendTerms(nil, s, language) {
		if !t.Stop {
			stems = append(stems, t.Stem)
		}
	}
	return stems
}

// aliases are the other names of what the query names, and for a country what its
// people and things are called.
func (q *Query) aliases() []Form {
	const (
		sameThing = .7
		itsPeople = .5
	)
	var forms []Form
	known := aliases()
	for i := range q.Words {
		stems, name, words := "", "", uint64(0)
		for j := i; j < len(q.Words) && j < i+longestAlias; j++ {
			if j > i && !q.next(j-1) {
				break
			}
			if j > i {
				stems, name = stems+" ", name+" "
			}
			stems += text.Stem(text.Fold(q.Words[j].Text), "en")
			name += q.Words[j].Text
			words |= 1 << j
			for _, to := range known[stems] {
				forms = append(forms, Form{Words: words, Stems: to, Share: sameThing})
			}
			for _, to := range lexicon.Forms(name) {
				if to := contentStems(to, "en"); len(to) > 0 && strings.Join(to, " ") != stems {
					forms = append(forms, Form{Words: words, Stems: to, Share: itsPeople})
				}
			}
		}
	}
	return forms
}
