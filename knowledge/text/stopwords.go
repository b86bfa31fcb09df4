package text

// Stopword reports whether a folded word is a function word of the language:
// an article, pronoun, preposition, conjunction, auxiliary or the like, which
// says nothing about what a text is about. Numbers and content words, however
// frequent, are none. It is false for a language without a list; the lists are
// de, en, es, fr, it, nl, no, pt, ru, sv, tr.
func Stopword(folded, lang string) bool {
	return stopwords[base(lang)][folded]
}

// stopwords holds the folded function words by language.
var stopwords = map[string]map[string]bool{
	"en": set(`a about above across after again against ago all almost along already also although always am
		among amongst an and another any anybody anyone anything are arent around as at away
		be became because become becomes been before behind being below beneath beside besides between beyond
		both but by can cannot cant could couldnt despite did didnt do does doesnt doing done dont down during
		each either else enough etc even ever every everybody everyone everything except few for from further
		had hadnt has hasnt have havent having he hence her here hers herself him himself his how however
		i if in indeed instead into is isnt it its itself just least less lest like ll may maybe me mere merely
		might mine more moreover most mostly much must mustnt my myself
		near neither never nevertheless next no nobody none nor not nothing now nt of off often on once one ones
		only onto or other others otherwise ought our ours ourselves out over own per perhaps quite
		rather re really s same shall shant she should shouldnt since so some somebody someone something
		sometimes soon still such t than that the their theirs them themselves then there therefore these they
		this those though through throughout thus till to together too toward towards under unless unlike until
		up upon us ve versus very via was wasnt we well were werent what whatever when whenever where whereas
		wherever whether which whichever while who whoever whole whom whose why will with within without wont
		would wouldnt yet you your yours yourself yourselves`),
	"es": set(`a al algo alguien algun alguna algunas alguno algunos ambos ante antes aquel aquella aquellas
		aquello aquellos aqui asi aun aunque bajo bien cada casi como con contra cual cuales cualquier cuando
		cuanto cuyo cuya cuyos cuyas de del desde donde dos durante e el ella ellas ello ellos en entonces entre
		era eran eres es esa esas ese eso esos esta estaba estaban estado estan estar estas este esto estos estoy
		fue fueron fui ha haber habia habian hace hacia han hasta hay he incluso la las le les lo los luego mas me
		mediante mi mientras mis mismo misma mismos mismas mucho mucha muchos muchas muy nada nadie ni ningun
		ninguna ninguno no nos nosotros nosotras nuestra nuestras nuestro nuestros nunca o os otra otras otro
		otros para pero poco por porque pues que quien quienes se sea sean segun ser si sido siempre sin sino
		sobre sois solo somos son soy su sus tal tales tambien tampoco tan tanto te tenia tiene tienen toda todas
		todo todos tras tu tus tuvo u un una unas uno unos usted ustedes vosotros vuestra vuestro y ya yo`),
	"fr": set(`a afin ai ainsi alors apres as assez au aucun aucune aujourdhui aupres auquel aussi autre autres
		aux auxquels avaient avais avait avant avec avez avoir avons ayant beaucoup bien c car ce ceci cela celle
		celles celui cependant certains ces cet cette ceux chacun chaque chez ci comme comment contre d dans de
		deja depuis des desormais donc dont du durant elle elles en encore entre es est et etaient etait etant
		etc ete etes etre eu eux fait furent fut hors ici il ils j jamais je jusqu jusque l la laquelle le lequel
		les lesquels leur leurs lors lorsque lui m ma mais malgre me meme memes mes mien moi moins mon n ne ni non
		nos notre nous on ont or ou outre par parce parmi pas pendant peu peut plus plusieurs plutot pour
		pourquoi pourtant pres puis puisque qu quand que quel quelle quelles quelque quelques quels qui quoi
		quoique rien s sa sans sauf se selon sera seront ses si sien soi soit sommes son sont sous souvent suis
		sur t ta tandis tant te tel telle telles tels tes toi ton toujours tous tout toute toutes tres trop tu un
		une vers via voici voila vos votre vous y`),
	"de": set(`ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch
		auf aus ausser bei beim bereits bevor bin bis bist da dabei dadurch dafur dagegen daher damit danach
		daneben dann daran darauf daraus darin darum daruber das dass davon dazu dein deine dem den denen denn
		dennoch der deren des deshalb dessen dich die dies diese diesem diesen dieser dieses dir doch dort du
		durch ein eine einem einen einer eines einige einigen er erst es etwa etwas euch euer fur gegen gegenuber
		genug hab habe haben hat hatte hatten hier hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im
		immer in indem ins ist ja jede jedem jeden jeder jedes jedoch jene jener jenes jetzt kann kein keine
		keinem keinen keiner konnen konnte konnten machen man manche manchen mehr mein meine meinem meinen meiner
		mich mir mit muss mussen musste nach nachdem nein nicht nichts noch nun nur ob obwohl oder ohne schon sehr
		sei seien sein seine seinem seinen seiner seines seit selbst sich sie sind so sobald sofern sogar solche
		solchen soll sollen sollte sollten sondern sonst soweit sowie sowohl statt trotz uber um und uns unser
		unsere unseren unserer unter viel viele vielen vom von vor wahrend war ware waren warum was weder wegen
		weil weiter welche welchem welchen welcher welches wenn wer werde werden wessen wie wieder will wir wird
		wo wohl wollen wollte worden wurde wurden zu zum zur zwar zwischen`),
	"it": set(`a abbia accanto ad adesso agli ai al alcun alcuna alcune alcuni all alla alle allo allora altra
		altre altri altro anche ancora anzi appena attraverso avendo aver avere aveva avevano avuto bensi c che
		chi chiunque ci cio cioe circa coi col come con contro cosa cosi cui da dagli dai dal dall dalla dalle
		dallo davanti degli dei del dell della delle dello dentro di dietro dopo dove dovra due dunque durante e
		ecco ed egli ella entrambi eppure era erano essa esse essendo essere essi esso fa fino fra fu furono gia
		gli ha hanno ho i il in infatti inoltre insieme invece io l la le lei li lo loro lui ma mai me meno mentre
		mi mia mie miei mio molta molte molti molto ne neanche negli nei nel nell nella nelle nello nemmeno neppure
		nessun nessuna nessuno niente noi non nostra nostre nostri nostro nulla o od ogni ognuno oltre oppure ora
		ossia per perche percio perfino pero piu poco poi poiche presso prima proprio pur pure qual quale quali
		qualche qualcosa qualcuno quando quanto quasi quegli quei quel quella quelle quelli quello questa queste
		questi questo qui quindi sara saranno se sebbene secondo sei sempre senza si sia siamo siano siete sono
		sopra sotto sta stata state stati stato su sua sue sugli sui sul sull sulla sulle sullo suo suoi tale tali
		tanto te ti tra tranne troppo tu tua tuo tutta tuttavia tutte tutti tutto un una uno v verso vi via voi
		vostra vostro`),
	"nl": set(`aan al alle alleen alles als altijd andere anders behalve ben bent bij binnen boven buiten daar
		daarna daarom dan dat de der deze die dit doch doen door dus echter een eens elk elke en enige enkele er
		ervan even ge geen geweest had hadden heb hebben heeft hem hen het hier hij hoe hun iemand iets ik in is
		ja je jij jou jouw jullie kan kon konden kunnen langs later maar me meer men met mij mijn moest moet moeten
		na naar naast nadat niet niets nog nogal noch nu of om omdat ondanks onder ons onze ook op over pas per
		reeds rond samen sinds soms sommige te tegen ten ter terwijl tijdens toch toe toen tot totdat tussen u uit
		uw van vanaf vanuit veel via volgens voor voordat vooral waar waarom waarin wanneer want waren was wat we
		weer wel welke werd werden wie wij wil worden wordt zal ze zelf zelfs zich zij zijn zo zoals zonder zou
		zouden zowel`),
	"no": set(`a alle alt andre at av bare ble blei bli blir da de deg dei deim deira dem den denne der dere deres
		det dette di din disse ditt du eg eit eller elles en ei er et etter for fordi fra for fore ha hadde han
		hans har henne hennes her hos hun hva hvem hver hvilken hvis hvor hvordan hvorfor i ikke inn ja jeg kan
		kun kunne man mange med meg mellom men mer mi min mitt mot mye na nar ned noe noen nok og ogsa om opp oss
		over pa sa sant seg selv si sin sine sitt skal skulle slik som til under uten ut var vart ved vi vil ville
		vore vors vort vaere vaert`),
	"pt": set(`a acerca agora ainda alem algo alguem algum alguma algumas alguns ali ambos ante antes ao aos apenas
		apesar apos aquela aquelas aquele aqueles aqui aquilo as assim ate atraves cada com como contra contudo
		cuja cujo da daquela daquele das de dela delas dele deles desde dessa desse desta deste deve disso disto do
		dos durante e ela elas ele eles em embora enquanto entao entre era eram essa essas esse esses esta estao
		estar estas estava estavam este estes eu foi foram ha havia isso isto ja la lhe lhes logo mais mas me
		mediante meio menos mesma mesmas mesmo mesmos meu meus mim minha minhas muita muitas muito muitos na nada
		nao nas nem nenhum nenhuma nessa nesse nesta neste ninguem no nos nossa nossas nosso nossos num numa nunca
		o onde os ou outra outras outro outros para pela pelas pelo pelos per perante pois por porem porque portanto
		pouco quais qual qualquer quando quanto quase que quem sao se segundo seja sejam sem sempre sendo ser sera
		seu seus si sido so sob sobre sua suas tal tais tambem tampouco tanta tanto te tem tendo ter teu teve tinha
		tinham toda todas todo todos tu tua tudo um uma umas uns voce voces vos`),
	"ru": set(`а без более больше будет будто бы был была были было быть в вам вас ваш ваша ведь весь во возле вот
		впрочем все всегда всего всей всем всеми всех всю вы где да даже для до его ее ей ему если есть еще ею
		же за зачем здесь и из изза или им ими иногда их к каждый как какая какие какой кем когда которая которого
		которое которой котором которому которую которые который которых которым которыми кроме кто куда ли либо
		лишь между меня мне много может можно мой моя мы на над надо нам нами нас наш наша не него нее ней нельзя
		нем нему нет нею ни никогда никто ним ними них ничего но ну о об оба однако он она они оно от ото перед по
		под после потом потому почему почти при про с сам сама сами само свое своего своей своем своему свои своих
		свой свою себе себя сейчас со совсем та так также такая такие такой там те тебе тебя тем теми тех то тобой
		тогда того тоже той только том тому тот ту ты у уже хотя чего чей чем через что чтобы чье чья эта эти этим
		этих это этого этой этом этому этот эту я`),
	"sv": set(`alla allt an andra att av bara blev bli blir da de deg dem den denna deras dess dessa det detta
		dig din dina ditt du dar efter eller en ett era fran for fore genom ha hade han hans har har hela henne
		hennes hon honom hur i icke ingen innan inom inte ja jag kan kunde man manga med medan mellan men mer mig
		min mina mitt mot mycket nar nagon nagot nagra ni nu och ocksa om oss pa redan sedan sig sin sina sitt
		ska skall skulle som sa sadan till under upp ut utan vad var vara varfor varit varje vars vart vem vi
		vid vilka vilken vilket vill vara over`),
	"tr": set(`acaba adeta ama ancak ardindan artik asla aslinda ayni ayrica az bana bazen bazi bazilari belki ben
		benden beni benim beri bile bir biraz biri birkac birlikte bircok bize bizden bizi bizim biz boyle boylece bu
		buna bunda bundan bunlar bunlara bunlari bunlarin bunu bunun bunlardan burada cunku cok da daha dahi de defa
		degil dek diger digeri diye dolayi dolayisiyla en eger fakat gibi gore halde hala hangi hangisi hatta hem hemen
		henuz hep hepsi her herhangi herkes hic hicbir icin icinde iken ile ilgili ise iste itibaren kadar karsi karsin
		kendi kendine kendini kez ki kim kimden kime kimi kimin kimse kimler mi mu nasil ne neden nedenle nere nerede
		nereden nereye neyi nicin niye o olan olarak oldu oldugu olduklarini olmak olmayan olmaz olsa olsun olup olur
		olursa oluyor ona ondan onlar onlara onlardan onlari onlarin onu onun orada oysa oyle oldugunu olacak pek ragmen
		sadece sanki sen senden seni senin siz sizden sizi sizin sonra soyle su suna sunda sundan sunlar sunu sey
		seyi seyler tarafindan tum uzere var ve veya veyahut ya yani yapan yapilan yaptigi yaptigini yerine yine yok
		yoksa zaten zira`),
}
