package text

import "strings"

// irregular leads the forms of English verbs and nouns that no rule of the stemmer
// reaches to their base: "begun" to "begin", "women" to "woman". Forms that are
// more often another word are left out ("left", "saw", "found", "fed", "lay").
var irregular = func() map[string]string {
	forms := map[string]string{}
	for line := range strings.Lines(irregularForms) {
		words := strings.Fields(line)
		for _, form := range words[min(1, len(words)):] {
			forms[form] = words[0]
		}
	}
	return forms
}()

// irregularForms has a base and its forms a line.
const irregularForms = `arise arose arisen
awake awoke awoken
beat beaten
become became
begin began begun
bite bit bitten
bleed bled
blow blew blown
break broke broken
breed bred
bring brought
build built
buy bought
catch caught
choose chose chosen
come came
creep crept
deal dealt
dig dug
draw drew drawn
drink drank drunk
drive drove driven
eat ate eaten
fall fell fallen
fight fought
flee fled
fly flew flown
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
freeze froze frozen
give gave given
go went gone
grow grew grown
hang hung
hear heard
hide hid hidden
hold held
keep kept
kneel knelt
know knew known
lead led
leap leapt
lend lent
lose lost
make made
mean meant
meet met
mislead misled
overcome overcame
overtake overtook overtaken
overthrow overthrew overthrown
pay paid
repay repaid
ride rode ridden
ring rang rung
rise rose risen
run ran
seek sought
sell sold
send sent
shake shook shaken
shine shone
shoot shot
shrink shrank shrunk
sing sang sung
sink sank sunk
sleep slept
slide slid
speak spoke spoken
spend spent
spin spun
stand stood
steal stole stolen
stick stuck
strike struck stricken
strive strove striven
swear swore sworn
sweep swept
swim swam swum
swing swung
take took taken
teach taught
tear tore torn
tell told
think thought
throw threw thrown
undergo underwent undergone
understand understood
undertake undertook undertaken
uphold upheld
wake woke woken
wear wore worn
weave wove woven
win won
withdraw withdrew withdrawn
withhold withheld
write wrote written
analysis analyses
axis axes
child children
crisis crises
foot feet
goose geese
half halves
hypothesis hypotheses
knife knives
loaf loaves
man men
mouse mice
ox oxen
tooth teeth
thief thieves
wife wives
wolf wolves
woman women`
