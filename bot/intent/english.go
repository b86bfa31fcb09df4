package intent

// english is how commands are said in English: a command a line, its name (with
// "?" where the words alone do not tell and "!" where they leave no doubt, with ":what" where they say what to do
// with alerts and ":name=value" where they say another argument), and a pattern of the whole line. {text} and the like are slots.
const english = `
help (?:help|halp|help+|help me|i need help|i'm lost|\?+|commands?|(?:show|list|give)(?: me)?(?: of)?(?: the| your| all)? commands|list of commands|instructions|manual|what are (?:the|your) commands)
help (?:what (?:can|do|could) (?:you|i|we|u|this bot|the bot)(?: all)? (?:do|ask|ask you|say|use)(?: here| with you| with this| for me| for us| with this bot)?)
help how (?:do|can|should) (?:i|we|you) (?:use|work|operate)(?: this| you| it| the bot| this bot)?|how (?:do you|does (?:this|it|the bot|this bot)) work|how to use (?:this|you|it|the bot|this bot)
help (?:how (?:do|can|could) (?:i|we)|how to|explain how to|explain how i|show me how to|can you show me how to) (?P<text>follow|subscribe|unfollow|unsubscribe|search|ask|get (?:an )?alerts?|set (?:an )?alerts?|stop (?:the )?alerts?|pause|mute|change (?:my|the) (?:time ?zone|settings)|set (?:my|the) time ?zone|set quiet hours|delete my data|export my data|make a (?:timeline|summary)|get a (?:timeline|summary)|find a quote|turn off (?:alerts|previews))(?: (?:from |to |of |for |on )?(?:a |the |my |an |to )?(?:topic|topics|alerts?|something|things|here|news|articles?|quotes?|story|stories|it|data|subscription)s?)*
help (?:what|which) (?:commands?|functions|features|things)(?: (?:are|is|can|do|does))(?: (?:there|you|i|we|it|the bot|this bot))?(?: (?:have|use|know|offer|support|do|run|type))?|what (?:are|r) (?:you|u) (?:able to|capable of|good for)(?: (?:do|doing))?|what(?:'s| is) (?:this|the) bot (?:for|about)|what are you for
help how (?:do|can|could) (?:i|we) (?P<text>get|receive|have)(?: (?:a|the|my))?(?: (?:daily|hourly|regular|automatic|morning))+ (?:news|alerts?|updates?|digest|headlines|summar(?:y|ies))
help (?:what does|how does) (?:the )?/?(?P<text>follow|unfollow|alerts?|timeline|summary|search|find|latest|sources|settings|export|forget|privacy|ask)(?: command)? (?:do|work|mean)
latest (?:(?:the |any |some |more |today's |todays |this morning's |your |all |give me |show me |read me |tell me |get me |bring me |send me |hit me with |the latest |latest |newest |breaking |top |world |main |big |current |recent |most recent )*(?:news|headlines?|top stories|latest|newest|stories|articles|breaking|breaking news|news update|updates?|what's new)(?: (?:please|today|now|so far|of the day|right now|for today|this morning|tonight|this week|in the world|around the world|updates?))*)
latest (?:the )?(?:top|latest|newest|last|first) (?:\d+|ten|five|three) (?:news|headlines|stories|articles)(?: (?:please|today))?|(?:(?:give|show|tell)(?: me)? )?(?:the |your )?(?:very )?last news
latest (?:anything|something|what'?s|what is|whats|wots)(?: (?:new|interesting|exciting|important|big))* (?:new|interesting|exciting|happening|going on|up|important)(?: (?:today|now|tonight|this morning|this week|in the world|around the world|in the news|out there|lately|so far))*
latest (?:what(?:'s| is|s| are)? (?:in |on )?(?:the |today's |todays |your )*(?:latest |big |top )*(?:news|headlines|papers|stories|latest)(?: today| now| right now| tonight| this morning)*)
latest what (?:happened|has happened|all happened|did (?:i|we) miss|have (?:i|we) missed|do i need to know)(?: today| tonight| this morning| so far| in the world)*|(?:catch|fill) (?:me|us) (?:up|in)(?: please| on the news)?|update (?:me|us)|bring me up to date|any ?thing happening(?: today)?
latest (?:(?:show|give|read|tell|get|send) me )?(?:the )?(?:latest|newest|news|headlines|top stories|anything new|what'?s new|new articles|latest news|articles|everything|all (?:the )?(?:news|articles|stories))(?: news| headlines| articles| stories)? (?:from|by|on|in|at) (?:the )?{by}
latest (?:the )?{by}(?:'s)? (?:news|headlines|latest|stories|articles)
summary (?:summari[sz]e|sum up|recap|condense|shorten|tl;?dr|digest)(?: (?:of|on|for|about))?:?(?: {text})?
summary sum (?:it|this|that|them|{text}) up
summary (?:(?:give|make|write|show|get|send)(?: me| us)? )?(?:a |the |an )?(?:short |quick |brief |little )?(?:summary|recap|tl;?dr|short version|gist|overview|rundown)(?: (?:of|on|about|for) {text})?
summary (?:tell|give|explain(?: to)?)(?: me| us)? (?:briefly|quickly|shortly|real quick)(?: (?:about|on|of))? {text}|(?:briefly|quickly) (?:explain|tell me about|go over|sum up) {text}
summary too long[, ].*(?:shorten|short|summar).*
compare! (?:compare|contrast)(?: how)?(?: the| all| different| various)* (?:outlets|papers|newspapers|media|sources|channels|coverage)(?: (?:cover|report on|report|tell of|tell|describe|write about|see|of|on|about))?(?: the news (?:on|about))? {text}
compare! (?:what|how) (?:do|does|did) (?:the |different |various |other )*(?:outlets|papers|newspapers|media|sources) (?:say|report|tell|write|differ|cover|describe)(?: (?:differently|about|on|of|over|from each other))* {text}
compare! (?:compare|contrast) {one} (?:and|with|to|vs\.?|versus) {two} (?:on|about|over|regarding) {text}
timeline (?:(?:show|give|make|draw|build|create|get|see|write)(?: me| us)? )?(?:a |the |an )?(?:timeline|time line|chronology)(?: (?:of|for|on|about)(?: what happened (?:in|with|to))?)?(?: {text})?
timeline (?:the )?history of {text} as a timeline|what happened when (?:in|with|during) {text}|(?:(?:gimme|give (?:me|us)|show (?:me|us)|get (?:me|us)|make(?: me| us)?|i (?:want|need)) (?:a |the )?)?{text} (?:timeline|chronology)
search search
search (?:everything|anything|all|whatever)(?: that)?(?: (?:you(?:'ve| have)?(?: got)?|there is|is stored))(?: stored)? (?:on|about) {text}
search (?:search|look|google|browse|scan)(?: (?:for|up|the news for|the archive for|in the news for|through the news for))(?: (?:any |all |some |the )*(?:articles?|stories|news|pieces|reports)(?: (?:on|about|of|mentioning|that mention|with))?)? {text}
search search (?:articles?|stories|news|everything) (?:on|about|for|mentioning|with) {text}
search? search {text}
search (?:find|show|give|list|get|look up|pull up|bring up|fetch|i need|i want)(?: me| us)?(?: all| any| some| more)?(?: of)?(?: the)? (?:articles?|stories|pieces|reports|coverage|everything|news stories|news articles)(?: (?:on|about|of|for|mentioning|that mention|with|regarding|related to))? {text}
search (?:find|show|list|look up|look for)(?: me| us)?(?: all| any| some| the)* news (?:on|about|of|for) {text}
search (?:any |all |which |what |the |more )?(?:articles?|stories|pieces|reports) (?:on|about|mention|mentioning|that mention|cover) {text}
find (?:(?:find|look for|search for|search|show)(?: me)? )?(?:the |this |that |a |these )?(?:exact )?(?:quote|quotation|words|phrase|exact words|sentence|wording)s?(?: that (?:says?|reads?))?:?(?: {text})?
find (?:does|do|did|has|have) (?:any|some|an|the)? ?(?:article|paper|outlet|story|news ?paper|one|body|news)s? (?:ever )?(?:say|says|said|print|printed|use|used|write|contain|contains|hold|mention) "(?P<text>[^"]+)"
find where(?: (?:does|did|do))? (?:it|that|this|they|he|she|anyone|anybody|somebody|someone|the article|the paper)? ?(?:says?|said|prints?|printed|writes?|wrote) "(?P<text>[^"]+)"
find find "(?P<text>[^"]+)"|(?:where|when) (?:was|were|is) "(?P<text>[^"]+)" (?:printed|said|published|written)|(?:who|did any(?:one|body)|which paper|has any(?:one|body)|what paper) (?:ever )?(?:prints?|printed|published|wrote|writes) "(?P<text>[^"]+)"
find .*"(?P<text>[^"]+)"[,.:; ]*(?:find|give|show|get|quote|i need|need)(?: me)? (?:it|(?:the |that |this )?(?:exact )?(?:words|quote|wording|phrase|line|sentence))
find (?:was|is) (?:this|the|that) (?:quote |line |sentence )?(?:really )?(?:printed|real|genuine|published|a real quote)?:? ?"(?P<text>[^"]+)"(?: real| genuine| true)?
follow follow
follow follow(?: the| any| all)*(?: (?:news|stories|updates|topic|developments)(?: (?:on|about|of|around|from))?)?:? {text}
follow (?:track|monitor|watch)(?: the)* (?:news|topic|story) (?:on|about|of) {text}|keep (?:an eye|track) (?:on|of) {text}
follow subscribe(?: me| us)?(?: (?:to|for))?(?: {text})?|sign (?:me|us) up (?:for|to) {text}|add (?:an )?alerts? (?:for|on|about) {text}
follow (?:keep|hold) (?:me|us) (?:posted|updated|informed|in the loop|up to date|up-to-date|in the know)(?:(?: (?:on|about|of|with|regarding|in))? {text})?
follow (?:tell|text|call) (?:me|us)(?: more)? (?:when|whenever|if|as soon as|once|every time|each time|the moment) {text}
follow (?:notify|alert|ping|message|warn|remind|inform|dm|email|update) (?:me|us)(?: (?:when|whenever|if|as soon as|once|every time|each time|the moment|about|on|of|for|with|regarding))+ {text}
follow let (?:me|us) know (?:when|whenever|if|as soon as|once|about|of|the moment) {text}
follow (?:send|give|get) (?:me|us) (?:the |a |any |all |some )*(?:news|alerts?|updates?|notifications?|digest|headlines|stories|push|pushes)(?: (?:about|on|of|for|from|regarding|when|whenever|if)) {text}
follow (?:i'd |i would |we'd |we would |i |we )(?:want|like|love|need)(?: to)? (?:follow|hear (?:about|of|more about)|subscribe to|be (?:told|notified|alerted|informed) (?:about|of|when|if)|get (?:news|alerts?|updates?|notifications?) (?:on|about|for)|alerts? (?:on|about|for)|updates? (?:on|about)|notifications? (?:on|about|for)) {text}
follow hear (?:about|more about) {text}
follow (?:i'd |i would |we'd |we would |i |we )(?:want|like|love|need)(?: to (?:get|have|see|receive))?(?: (?:the|all|any|some|more|latest|regular))* (?:news|alerts?|updates?|headlines|stories|notifications?) (?:about|on|of|for|from|regarding) {text} (?:in |on )?(?:here|this (?:channel|chat|group|server|room))
follow (?:new |a |an |set an |set up an |create an )?(?:alerts?|notifications?|digest|updates?)(?: me)? (?:on|for|about|when|if) {text}
follow (?:add|put)(?: the)? {text} (?:to|on|in) (?:my|our|the) (?:alerts?|topics|list|subscriptions?)|subscribe (?:this|the|our) (?:channel|chat|group|server) to {text}
follow wake (?:me|us)(?: up)? (?:when|if|once|as soon as) {text}|(?:add|put)(?: the)? {text} (?:to|on|in) (?:this|the|our) (?:channel|chat|group|server)(?:'s)?(?: (?:alerts?|topics|list|subscriptions?))?
follow (?:write|talk) to (?:me|us) (?:when|if|as soon as|about) {text}
unfollow (?:unfollow|unsubscribe|unsub)(?: (?:me|us))?(?: from)?(?:(?: the)? {text})?
unfollow (?:i |we )?(?:don'?t|do not) (?:want|need)(?: (?:any|any more|more|anymore|these|those|the|to get|to see|to receive))* {text} (?:alerts?|news|updates?|notifications?|stories|stuff|messages)(?: any ?more)?|(?:i |we )?(?:don'?t|do not) (?:want to|wanna|need to) (?:hear|see|read|get|know|receive)(?: (?:any|anything|more|any more|anymore|else|news|stuff|alerts?|updates?))*(?: (?:about|on|of|from))? {text}(?: any ?more)?
unfollow (?:stop|quit) (?:following|tracking|watching|monitoring) {text}
unfollow (?:stop|quit|cease) (?:telling|notifying|alerting|messaging|pinging|bothering|informing|updating|spamming|texting|sending|giving|writing)(?: (?:me|us|to me|to us))?(?: (?:any |all |the |more )*(?:news|alerts?|updates?|stories|notifications?|things|messages|stuff))?(?: (?:about|on|of|with|for|from|when|if))?(?: {text})?
unfollow (?:stop|end|cancel|remove|delete|drop|kill|turn off|switch off|disable|quit|no more)(?: (?:with|my|the|all|any|more|of|your|our))*(?: (?:alerts?|news|updates?|notifications?|stories|subscriptions?|topic|digests?))(?: (?:on|about|for|of|to|from|with)) {text}
unfollow (?:stop|end|cancel|remove|delete|drop|kill|turn off|switch off|disable|no more|enough)(?: (?:with|my|the|all|any|more|of|your|our))* {text} (?:alerts?|news|updates?|notifications?|stories|subscription|topic|digests?)
unfollow (?:remove|delete|drop|take|kick)(?: the)? {text} (?:from|off|out of) (?:my|our|the) (?:alerts?|topics|list|subscriptions?)|(?:i'm |i am |we're )?(?:tired|sick|done|bored)(?: (?:of|with))(?: (?:the|all|these|this))* {text} (?:alerts?|news|updates?|notifications?|stories)(?:[, ]+(?:stop|please stop|stop them|make it stop|enough|no more))*
unfollow (?:no more|enough (?:of|about|with)) {text}
unfollow (?:i )?(?:don'?t|do not|no longer|never) (?:want|need|wanna|care)(?: to)?(?: (?:hear|know|read|see|get|receive|be told|follow))?(?: (?:any |more |the )*(?:news|alerts?|updates?|anything|notifications?|stories|more))?(?: (?:about|on|of|from|for))? {text}(?: any ?more| any longer| again)
unfollow (?:don'?t|do not|never) (?:tell|notify|alert|send|message|bother|inform|update) (?:me|us)(?: (?:any |more )*(?:news|alerts?|updates?|anything|notifications?))?(?: (?:about|on|of|with))? {text}(?: any ?more| any longer| again)
unfollow? stop|stop it|stop this|stop that|enough|no more|unsub|end this|stop these
alerts:list (?:what|which)(?: (?:topics?|stories|things|subjects|alerts|news))? (?:do|am|are|does|did|is) (?:i|we|this (?:channel|chat|group|server)|you)(?: all| currently)? (?:follow|following|subscribed to|subscribe to|tracking|track|signed up for|have)(?: (?:here|right now|now|set up))?
alerts:list (?:(?:show|list|see|view|give)(?: me)? )?(?:all )?(?:my|our|the|active)? ?(?:alerts?|subscriptions?|followed topics|topics|follows)(?: list| please)?
alerts:list (?:(?:show|tell|list)(?: me)? )?what (?:i'm|i am|we're|we are|i|we) (?:following|subscribed to|follow|tracking)
alerts:resume (?:start|begin|keep)(?: (?:sending|giving|showing|the|my|me|us))+(?: alerts?| notifications?| news| updates?)(?: (?:again|back))
alerts:edit (?:make|change|set|switch|turn|send)(?: the| my)? {text}(?: (?:one|ones|alerts?|topic|news|digest))(?: (?:to|be|come|as|into))*
alerts:list (?:what|which)(?:'s| are| r)? (?:my|our)(?: current| active| followed)* (?:alerts?|subscriptions?|topics|follows|notifications)(?: (?:please|now|right now|here))*
alerts:list what alerts (?:do i have|are (?:on|active|set))|what(?:'s| is) followed here|list what i follow|show (?:me )?what i follow
alerts:pause (?:pause|mute|snooze|silence|suspend|hold|hush)(?: (?:all|my|the|everything|alerts?|notifications?|it|them|me|this|these|news|for now|please))*(?: (?:until|till|til|for) {until})?
alerts:pause (?:stop|no|hold|pause)(?: (?:all|my|the|more|any))* (?:alerts?|notifications?|messages|news) for (?P<until>today|tonight|now|a while|the (?:day|night|weekend|week)|\S+ (?:hours?|days?|weeks?))|shut up (?:until|till|til|for) {until}
alerts:pause (?:stop|no|hold)(?: (?:all|my|the|more|any))* (?:alerts?|notifications?|messages|news)(?: please)? (?:until|till|til) {until}|be quiet(?: (?:until|till|for) {until})?
alerts:resume (?:resume|unmute|unpause|continue|restart|reactivate)(?: (?:all|my|the|everything|alerts?|notifications?|it|them|this))*
alerts:resume (?:turn|switch|put|start|bring)(?: (?:all|my|the|those))*(?: (?:alerts?|notifications?|them|it|everything))?(?: back)? ?(?:on|again|back)(?: again)?(?: (?:all|my|the))*(?: (?:alerts?|notifications?))?
alerts:edit (?:make|change|switch|set|turn|put|send|do|have)(?: (?:it|that|this|them|the alerts?|my alerts?|alerts?))(?: (?:to|be|come|as|once|only|instead|into))*
alerts:edit (?:change|switch|set|make|move|edit)(?: my| the)? {text} alerts?(?: (?:to|be|come))*
alerts:edit (?:only|just|instead|rather)
settings (?:(?:show|change|open|see|view|edit)(?: me)? )?(?:my |the )?(?:settings|preferences|options|config|configuration)
settings (?:set|change|switch|put|make|update|fix)?(?: (?:my|the|our))? ?time ?zone(?:(?: (?:to|is|as|in)|:|=)? {zone})?
settings (?:set|change|switch|put)(?: (?:my|the|our))? (?:time|clock)(?: (?:to|on|at|as)) {zone}(?: time)?|(?:i live|i'm|i am|we're|we are) in {zone},? (?:so )?(?:change|set|fix|adjust|update)(?: (?:my|the|our))? time ?zone(?: please)?
settings (?:my|our|the) time ?zone (?:is|should be|=) {zone}
settings (?:i'm|i am|i live|we are|we're) in (?:the )?{zone} time ?zone|use {zone} time(?: ?zone)?
settings (?:(?:set|change|show|turn|switch)(?: (?:on|off))? )?(?:my |the |no )?(?:quiet hours|quiet time|do not disturb)(?: (?:on|off))?|(?:don'?t|do not) (?:message|write|text|send|disturb|ping|wake)(?: (?:me|us|to me|anything|me anything|alerts?|messages))* (?:at night|overnight|during the night|in the night|while i sleep)
privacy (?:what|which|how much)(?: (?:data|info|information|things))? (?:do|does|did) (?:you|this bot|the bot|it)(?: all)? (?:know|keep|store|save|have|collect|record|log|hold|remember)(?: (?:of|on|about|from) (?:me|us))?
privacy (?:privacy|privacy policy|data protection|gdpr|is (?:this|my data|it|what i write) (?:safe|private|stored|anonymous))
privacy (?:is|are) (?:this|our|my|these) (?:chat|chats|conversation|bot|group|channel|messages?) (?:private|safe|secure|anonymous|encrypted|confidential|public|stored|saved|recorded|logged)|can (?:anyone|anybody|others|other people|people|someone|somebody)(?: else)? (?:see|read) (?:this|it|what i (?:write|ask|say)|my (?:messages|questions|chats?))
privacy (?:do|does) (?:you|this bot|the bot) (?:keep|store|save|log|record|remember|track|read|share|sell)(?: all)? (?:me|my (?:messages|questions|data|chats?|words)|what i (?:ask|write|say|type)|our (?:messages|chats?))|who can (?:read|see) what i (?:write|ask|say)(?: here)?
export (?:export|download)(?: (?:all|my|the|me|our))*(?: (?:data|info|information|everything))?
export (?:(?:gimme|(?:send|give|show|mail|get)(?: me)?) ?)?(?:(?:a|the) )?(?:copy of )?(?:all )?(?:of )?(?:my (?:data|info|information)|everything (?:you (?:have|know|keep|store)|that's stored)(?: (?:on|about|of) me)?|what(?:ever)? (?:you (?:have|know|keep|store)|is stored) (?:on|about|of) me)
export (?:can|may|could) i (?:have|get|download|see)(?: (?:a|the) copy of)? (?:all )?my (?:data|info|information)|(?:i want |i need )?(?:a )?copy of (?:my data|what you (?:know|have|keep) (?:about|on|of) me)|have (?:a copy of )?my data
forget (?:delete|erase|remove|wipe|clear|purge|destroy)(?: (?:all|of|me|my|the|every))*(?: ?(?:data|everything|info|information|traces|history|account|profile))?(?: (?:(?:that )?(?:you|u) (?:know|have|keep|store|saved)(?: (?:of|on|about) (?:me|us))?|about me|of me|on me))?
forget (?:delete|erase|remove|wipe) (?:what|whatever|everything|all)(?: that)?(?: you (?:know|have|keep|store|saved))?(?: (?:of|on|about) (?:me|us))
forget forget (?:me|about me|(?:all|everything)(?: (?:you know|you have))? (?:about|of|on) me|everything about me|what you know about me|my data|that i exist)
sources (?:(?:what|which|list|show|show me|name)(?: (?:are|is|all|me))*(?: (?:the|your|all|my))* )?(?:sources|outlets|news ?papers|papers|feeds|publications|news ?sites|news sources)
sources (?:what|which|how many)(?: kinds? of| different)? (?:news ?papers|papers|outlets|sources|news ?sites|sites|media|publications|feeds|news outlets|news sources|magazines)(?: do| are| can| did| have)? ?(?:you|there|we|i|stored|here|it|u)?(?: (?:have|read|use|know|cover|carry|got|store|stored|get|searched|follow|quote from|available|here|search|in here|there))*
sources where (?:do|does|did|is|are|are all) (?:you|your|this|that|the|it|all this|these)(?: (?:get|take|find|have|pull|read))? ?(?:your |the |this |that |all |these |its )*(?:news|this|that|info|information|articles|data|quotes|headlines|stories|it)?(?: (?:come|from|coming|taken))*
sources (?:do|can|did) (?:you|u|i|we) (?:have|read|cover|use|carry|know|follow|quote|get|search|include)(?: (?:anything|articles|news|stuff|stories))?(?: from)?(?: the)? {by}
sources (?:(?:have|do) (?:you|u|ya) )?(?:got|have) (?:anything|something|any(?: articles| news| stories)?|articles|news|stories|stuff) (?:from|by) (?:the )?{by}
sources is (?:the )?{by} (?:in there|included|stored|one of your sources|a source|here|in it|covered)
follow (?:lmk|holla|hmu|hit me up|shout|(?:gimme|give me) a (?:shout|heads[- ]?up|nudge|buzz)|buzz me|nudge me) (?:when|whenever|if|as soon as|once|about|on|every time) {text}
follow (?:i )?(?:get|be|wanna be|want to be) (?:pinged|notified|alerted|told|updated|informed)(?: (?:for|about|on|when|whenever|if|of|with))+(?: (?:anything|everything|something|news) (?:on|about|with|new on|new with))? {text}
follow (?:add|put|stick)(?: the)? {text} (?:to|on|in) (?:my|our|the|your) (?:watch ?list|radar|feed|follows)|(?:track|watch|monitor) {text} for (?:me|us)|(?:i )?(?:want|wanna|need) to know (?:everything|anything) (?:new )?(?:about|on) {text}
unfollow (?:take|get|sign|count) (?:me|us) (?:off|out)(?: of| from)?(?: (?:the|all|those|these|that))* {text}(?: (?:alerts?|list|updates?|news|topic|stuff|digest|thing))?
unfollow (?:(?:i'm|im|i am|we're) )?(?:so )?(?:sick|tired|done|bored|fed up) (?:of|with)(?: (?:all|the|this|that|these))* {text}(?: (?:stuff|news|alerts|things?|updates))?[,. ]+(?:please )?(?:drop|stop|kill|remove|cancel|end|unfollow|lose|ditch) (?:it|them|that|this|these)
unfollow (?:no more|enough|stop with|that's enough) (?:of )?(?:these|those|this|that|them)|(?:lose|ditch|scrap|kill|drop) (?:the )?{text} (?:alerts?|updates?|topic|feed)
alerts:list (?:wait )?what (?:am|are) (?:i|we)(?: (?:even|all|currently|actually|still|now))* (?:subbed|subscribed|signed up|following|tracking|on)(?: (?:to|for))?(?: (?:again|here|now))*|(?:remind me )?what (?:i'm|im|i am) (?:following|subbed to|subscribed to|signed up for)
alerts:edit? (?:only|just|rather)?[, ]*(?:please|pls)?[, ]*(?:(?:its|it's|thats|that's|this is) (?:too much|too many|too often|enough))?
summary (?:(?:gimme|give me|whats|what's|what is|need|i need|drop|quick) )?(?:(?:me|us) )?(?:a |the )?(?:quick |short )?(?:gist|low ?down|short version|cliff ?s? ?notes|rundown|recap|tl;?dr|summary|skinny) (?:of|on|for|about) {text}
summary (?:eli5[ ,:]*)?tl;?dr(?: (?:of|on|for|about))?:? {text}|boil {text} down(?: for me)?|{text} in (?:a nutshell|a few words|two sentences|short|brief)|{text} tl;?dr
timeline (?:walk|take|talk|run|guide) (?:me|us) (?:thru|through) {text} (?:date by date|day by day|step by step|in order|chronologically|by date|from (?:the )?(?:start|beginning)(?: to (?:finish|the end|now))?)
timeline {text} (?:in (?:chronological )?order(?: of dates?)?|date by date|day by day|chronologically|by date)|(?:the )?(?:sequence|order|chain) of events (?:in|of|for|around) {text}|(?:list|give me|show me) the (?:dates|events) (?:of|in|for) {text}
search (?:pull|dig|bring|scrape|round)(?: up| together)? (?:everything|anything|all|whatever|all the articles)(?: (?:you have|you've got|youve got|you got|there is|is there|we have|stored))? (?:on|about) {text}
latest what(?:'s|s| is|)? (?:cookin'?g?|crackin'?g?|poppin'?g?|brewing|shakin'?g?|going down|buzzing|the buzz|the word|the scoop)(?: (?:in|around|out) (?:the|there)(?: (?:world|news))?| today| now)*|what (?:did|have) (?:i|we) (?:sleep|slept) through|(?:what's|whats) on the (?:news|front page)(?: today)?
settings (?:i'm|im|i am|i live|we're|we live|based)(?: (?:over|now|here))* in {zone}[,;.]? (?:so )?(?:please )?(?:fix|set|change|adjust|update|correct)(?: (?:the|my|your|our))? (?:clock|times?|hours|time ?zone)
settings? (?:(?:don'?t|do not|never|no) )(?:buzz|ping|bother|wake|disturb|message|text|notify)(?:ing)?(?: (?:me|us))? .*(?:night|after \d|before \d|between|asleep|sleep|evening).*
privacy (?:are|r|is) (?:you|u|this bot|the bot|this)(?: (?:even|secretly|also))? (?:saving|storing|logging|recording|keeping|tracking|spying on|reading|collecting|monitoring)(?: (?:me|us|my|our|what|all|this|everything).*)?
sources (?:which|what)(?: kinds? of)? (?:news ?papers|papers|outlets|sources|sites|feeds|publications) (?:are|r) (?:you|u|we|they) (?:reading|using|pulling|getting|quoting|scanning|watching)(?: .*)?
help what else (?:can|do|could) (?:you|u|i) (?:do|know|ask|offer)(?: .*)?|how (?:does|do) (?:one|people|you guys)(?: even)? (?:use|work|talk to) (?:this|you|it)(?: .*)?
follow (?:notify|alert|ping|inform|tell|update|message)(?: (?:everyone|everybody|@everyone|@here|here|(?:this|the|our) (?:channel|chat|group|server|room)))(?: (?:when|whenever|if|as soon as|once|every time|the moment|about|on|of|with))+ {text}
follow (?:notify|alert|ping|inform)(?: (?:when|whenever|if|as soon as|once|every time|the moment))+ {text}
follow (?:send|give|get|bring|forward|share)(?: (?:me|us))(?: (?:with|all|the))* (?:anything|everything|whatever|all)(?: (?:new|fresh|there is|comes up|you find|you get))*(?: (?:about|on|of|regarding)) {text}
follow (?:keep|have)(?: me| us)? (?:an|one|your) (?:eye|ear|eyes|ears)(?: (?:out|open))* (?:for|on)(?: (?:any|all|new|the))*(?: ?(?:news|updates?|developments?|stories)(?: (?:on|about|from|in))?)? {text}
alerts:list (?:what|which) (?:topics?|alerts|lists?|subscriptions?|feeds|things) (?:am|are) (?:i|we) (?:on|in|signed up for|subscribed to|getting|receiving)(?: (?:here|now|right now))*
alerts:pause (?:turn|switch|shut)(?: (?:all|my|the|every))* ?(?:everything|alerts?|notifications?|it all|them|all)(?: (?:off|down))(?: (?:until|till|til|for) {until})
alerts:pause (?:turn|switch|shut) off(?: (?:all|my|the))* ?(?:everything|alerts?|notifications?|it all|them|all)(?: (?:until|till|til|for) {until})
find where (?:does|did|do|is|was) (?:it|anyone|anybody|somebody|someone|they|he|she)?(?: ?(?:say|says|said|write|print|printed|stand))?:? "(?P<text>[^"]+)".*
find (?:find|look for|search for|locate|show)(?: me)? (?:the |this |that )?(?:exact |precise |very |original )*(?:line|lines|passage|statement|remark|saying)s?:? "(?P<text>[^"]+)"
`
