package intent

// Fixed phrases of chats: reactions and opinions, and what is said to a bot about
// itself.
const (
	reactions = `oh please|oh boy|oh man|oh dear|oh god|oh lord|oh snap|oh shoot|oh well then|oh great|oh nice|oh cool|oh right|oh yeah|oh i see|ah right|ah yes|ah nice
		|ah well|aww|awww|aw man|argh|grr|phew|whew|wowza|wowzers|holy cow|holy smokes|holy crap|holy shit|jesus|jesus christ|good lord|good god|good grief|my god
		|dear god|for god's sake|for crying out loud|come on|come on man|give me a break|get out|get outta here|shut up|no freaking way|you're joking|you must be joking
		|you're kidding|stop it|stop lying|stop it already|enough already|i'm speechless|speechless|no words|i have no words|words fail me|mind blown|mind blowing
		|i'm shook|shook|dead|i'm dying|i died|lost it|cracking up|this made my day|made my day|this is gold|priceless|iconic|legend|legendary|goat|king|queen|hero
		|what a hero|what an idiot|idiots|clowns|clown show|circus|disgrace|disgraceful|shameful|shame|shame on him|shame on her|embarrassing|so embarrassing|pathetic
		|ridiculous|absurd|laughable|joke|total joke|madness|lunacy|chaos|nightmare|disaster|tragic|heartbreaking|so heartbreaking|devastating|gutted|sickening
		|awful news|terrible news|sad times|sad day|dark times|what a world|crazy world|crazy times|wild times|strange times|end times|here we are|it is what it is
		|that's life|such is life|c'est la vie|that's how it goes|that's politics|politics as usual|business as usual|same old same old|same old story|nothing new
		|nothing changes|and nothing will change|nobody will care|nothing will happen|watch nothing happen|mark my words|just wait|wait and see|let's see|let's hope
		|hope so|i hope so|hopefully|fingers crossed|knock on wood|praying|praying for them|sending love|stay safe everyone|be safe|wish them well|get well soon
		|congrats|congratulations|well deserved|so deserved|good call|smart move|bold move|wise|poor choice|bad idea|terrible idea|what were they thinking|they never learn
		|never learn|people never learn|people are crazy|people are weird|people are the worst|humans smh|men smh|rich people smh|billionaires smh|tax the rich
		|eat the rich|drain the swamp|vote them out|fire him|fire them all|arrest him|jail time|put him in jail|throw away the key|he's guilty|she's innocent|he did it
		|he's lying|she's lying|they're lying|liars|all lies|propaganda|clickbait|cap|no cap|sus|mid|l take|w take|ratio|yikes on bikes|big yikes|big oof|rip bozo
		|skill issue|touch grass|cope|seethe|lmk|ngl|fwiw|idgaf|jfc|ffs|ofc|obv|tru|tru tru|real talk|facts only|preach|amen|hear hear|this 100%|100%|100|+100|so much this
		|couldn't agree more|i agree|i disagree|totally|absolutely|definitely|exactly my point|my point exactly|that's my point|that's the point|good point|valid
		|valid point|fair point|not fair|so unfair|unfair|not cool|not ok|not okay|not good|not great|could be worse|could be better|better late than never|about time too
		|long overdue|overdue|too late|too little too late|i'd be scared|i'm scared|scary stuff|scary times|creepy|so creepy|gross|nasty|ew gross|yuck|yum|delicious
		|cute|so cute|adorable|beautiful|gorgeous|stunning|wholesome|inspiring|respect|much respect|salute|bravo|kudos|props to her|props|hats off|proud of them
		|so proud|i'm so happy|so happy|happy for them|happy for him|i'm crying happy tears|best news ever|best news today|love to see it|you love to see it|you hate to see it
		|hate to see it|my condolences|condolences|so sorry for them|sorry for your loss|gone too soon|too young|so young|he was so young|end of an era|the best there was
		|will be missed|she'll be missed|i loved her|i loved that show|i miss the old days|back in my day|when i was a kid|remember when|those were the days|i want to go
		|i need that|i need a drink|i need a break|i'm tired|i'm so tired|i can't anymore|i give up|i quit|i'm out|i'm done|done with this|over it|so over it|bored
		|boring|snooze|yawn|old|seen it|already knew|already saw that|knew that|we knew that|everyone knew|everybody knows|tell me something new|water is wet|shocker
		|shocking not|surprise surprise|color me surprised|what a coincidence|how ironic|ironic|the irony|karma|instant karma|justice|justice served|finally justice
		|it's giving|it's happening|it's over|it begins|game over|we did it|we won|let them|let him cook|he cooked|he ate|slay|yass|yes queen|go girl|go team|go eagles
		|go dodgers|hell yeah|hell no|heck no|heck yes|nope nope nope|yes yes yes|no no no|never ever|not happening|not gonna happen|not a chance|no chance|fat chance
		|good one|nice one|great one|haha good one|that's a good one|lit|savage|as expected|predictable|saw it coming|everyone saw it coming|told everyone|i said so|i said that|i called it|called it months ago|knew it all along`
	aboutBot = `are you for real|are you even listening|are you dumb|are you new|are you new here|who are u|what r u|r u a bot|r u real|who made u|who coded you|who wrote you
		|who trained you|who built this|what company made you|are you open source|are you free to use|are you from openai|are you siri|are you alexa|are you google
		|which model are you|what version are you|when were you made|how smart are you|do you know everything|do you have a brain|do you get tired|do you eat|do you dream
		|do you have friends|do you like music|do you like trump|who did you vote for|what do you think|what's your opinion|what's your favorite color|what is your favourite movie
		|what should i do today|what should i eat|i'm lonely|i'm sad|i feel sad|i had a bad day|talk to me|let's talk|let's chat|say something|say hi|say hello to everyone
		|sing me a song|tell me a story|tell me something funny|make me laugh|do you know any jokes|knock knock|how's your day|how was your day|how is your day going
		|how have you been|long time no see|i'm back|i am back|guess who's back|back again|it's me|it's me again|my name is anna|i'm tom|nice to see you|good to see you
		|welcome|welcome back|welcome to the group|have fun|good luck|sleep well|sweet dreams|see you tomorrow bot|i have to go|gotta go|i'm off|i'm leaving|that's all for today
		|you're not helpful|you're no help|you are no help at all|you're annoying|you annoy me|shut up bot|be quiet bot|you talk too much|too much text|too long
		|that's too long|keep it short|shorter please|your answer is too long|your answers are bad|bad answer|worst bot|worst bot ever|this is garbage|garbage|trash bot
		|this sucks|what a useless bot|waste of time|you wasted my time|you failed|fail|epic fail|error|that's an error|there's an error|there is a mistake|you made a mistake
		|that's a mistake|that's incorrect|that is false|that's not true|not true|that's not correct|that can't be right|that doesn't look right|are you sure|are you sure about that
		|you sure?|i don't believe you|i doubt that|prove it|really? are you sure|that was last year|that was years ago|that's from last week|that's yesterday's news
		|that's outdated|your info is outdated|you're out of date|update yourself|you need an update|wrong article|wrong link|the link is broken|link doesn't work
		|the link does not work|that link is dead|i can't open the link|wrong city|wrong team|wrong year|wrong event|wrong question|that's about something else
		|that has nothing to do with it|that's not related|unrelated|irrelevant|that's irrelevant|not relevant|off topic|you missed the point|you missed it|not the one i meant
		|i meant the other one|no i meant something else|i didn't mean that|i did not ask that|i didn't ask for this|who asked you|i never asked that|you keep saying the same thing
		|same answer again|you repeat yourself|read my question again|read it again|can you read|did you read my message|did you understand|do you understand english
		|do you speak english|parlez-vous français|do you speak french|whoops|oopsie|oops my bad|my apologies|i apologize
		|pardon me|sorry about that|sorry i didn't mean to|sorry, autocorrect|sorry, wrong window|sorry for the spam|ignore my last message|ignore that|disregard that
		|typo|sorry typo|i mistyped|hi everyone|hello everyone|hey all|hello world|hello friend|hey buddy|hi buddy|hi robot|hello mr bot|hey siri|ok google|alexa
		|good day|good day to you|top of the morning|rise and shine|gm gm|gm quoth|gn bot|night bot|nite|ttyl bot|happy birthday|happy friday|happy thanksgiving
		|happy halloween|happy monday|checking in|just checking|just saying hi|just wanted to say hi|testing 1 2 3|test message|is anyone there|anyone home|are you up
		|u there|u up|you up?|yo bot|bot?|quoth?|hello? anyone?|come in|do you copy|can you see this|are you getting this|why no answer|no answer?|why don't you reply
		|reply please|please reply|respond|say something please
		|wer steckt hinter dir|wer bist du|wie heißt du|wie ist dein name|bist du ein mensch|bist du ein bot|bist du eine ki|bist du echt|wer hat dich gebaut|wer hat dich gemacht
		|c'est quoi ton nom|c'est quoi ton prénom|ton nom|what's ur name|whats your name|wie heißt du denn|come ti chiami tu|cómo te llamas tú|а как тебя зовут|t'es qui|tu es qui|qui es-tu|comment tu t'appelles|quel est ton nom|es-tu un robot|tu es un robot|t'es un robot|es-tu humain|qui t'a créé|qui t'a fait
		|quién eres|cómo te llamas|cuál es tu nombre|eres un robot|eres un bot|eres humano|eres una ia|quién te creó|quién te hizo
		|chi sei|come ti chiami|qual è il tuo nome|sei un robot|sei un bot|sei umano|sei una persona|chi ti ha creato|chi ti ha fatto
		|quem é você|quem és tu|qual é o seu nome|qual é o teu nome|como você se chama|você é um robô|você é humano|és um robô|quem te criou|quem fez você
		|кто ты|кто ты такой|как тебя зовут|как твоё имя|ты робот|ты бот|ты человек|ты живой|кто тебя создал|кто тебя сделал
		|sen kimsin|kimsin|kimsin sen|adın ne|ismin ne|robot musun|bot musun|insan mısın|seni kim yaptı|seni kim yarattı
		|wie alt bist du|wo wohnst du|was bist du|hast du gefühle|ich liebe dich|ich mag dich|du bist toll|halt die klappe|halt den mund|sei still|sei ruhig|das ist falsch|das stimmt nicht|stimmt nicht|falsche antwort|das war nicht die frage|danach habe ich nicht gefragt|du verstehst mich nicht|du bist dumm|du bist blöd|du bist doof|du nervst|so ein blödsinn
		|quel âge as-tu|tu as quel âge|t'as quel âge|tu es quoi|je t'aime|je t'adore|t'es génial|tais-toi|ferme-la|la ferme|ta gueule|c'est faux|ce n'est pas vrai|c'est pas vrai|mauvaise réponse|ce n'est pas ma question|c'est pas ce que j'ai demandé|tu ne comprends rien|tu comprends rien|tu es nul|t'es nul|tu es bête|t'es bête|tu m'énerves|n'importe quoi ce bot
		|cuántos años tienes|qué edad tienes|qué eres|te quiero|te amo|eres genial|cállate|calla|cierra la boca|eso está mal|está mal|eso es falso|eso no es verdad|no es verdad|respuesta equivocada|no te pregunté eso|no pregunté eso|no entiendes nada|eres tonto|eres idiota|eres inútil|no sirves para nada
		|quanti anni hai|cosa sei|ti amo|ti voglio bene|sei fantastico|stai zitto|sta' zitto|zitto|taci|chiudi la bocca|è sbagliato|questo è sbagliato|non è vero|risposta sbagliata|non ho chiesto questo|non ti ho chiesto questo|non capisci niente|sei stupido|sei scemo|sei inutile|non servi a niente
		|quantos anos você tem|quantos anos tens|o que é você|eu te amo|te amo|gosto de você|você é ótimo|cala a boca|cale a boca|cala-te|fica quieto|isso está errado|está errado|isso não é verdade|não é verdade|resposta errada|não perguntei isso|não foi isso que perguntei|você não entende nada|você é burro|você é inútil|não serve para nada
		|сколько тебе лет|что ты такое|я тебя люблю|люблю тебя|ты классный|заткнись|замолчи|помолчи|это неправильно|это неверно|неправильно|неверно|это неправда|неправда|неправильный ответ|я не это спрашивал|я не об этом спрашивал|я спрашивал не об этом|ты ничего не понимаешь|ты тупой|ты глупый|ты бесполезный|дурак
		|kaç yaşındasın|nesin sen|seni seviyorum|çok iyisin|kapa çeneni|sus|çeneni kapa|bu yanlış|yanlış|yanlış cevap|doğru değil|bu doğru değil|onu sormadım|bunu sormadım|hiçbir şey anlamıyorsun|aptalsın|salaksın|sen aptalsın|salak mısın|işe yaramazsın`
)
