package screen

// Asked is what somebody writes, by the name of the picture of its answer.
var Asked = []struct{ Name, Line string }{
	{"answer", "How many people died in the Turkey earthquake?"},
	{"not-found", "When does the opera in Oslo open again?"},
	{"timeline", "/timeline Karabakh"},
	{"help", "/help"},
}

// Article is one that comes in.
type Article struct{ URL, Title, Source, Text, Image string }

// Alert is an article on the topic “ferry”, and Digest are articles on “harbour”.
var (
	Alert = Article{"https://post.example/ferry", "Ferry crews in Portmouth walk out over night pay", "Harbour Post",
		"About 340 sailors of the Portmouth ferry stopped work at six on Thursday morning over their pay at night. No boat sails to the islands until Monday, the company said.", "https://img.post.example/ferry.jpg"}
	Digest = []Article{
		{"https://post.example/crane", "Harbour of Elmstead gets two cranes from Gdansk", "Harbour Post", "The harbour of Elmstead takes two cranes over from Gdansk in June, its master said.", ""},
		{"https://gazette.example/dredge", "Dredging of Reedham harbour begins after nine years", "Elm Gazette", "Dredging began in the harbour of Reedham on Thursday, nine years after the council decided on it.", ""},
		{"https://coast.example/seal", "Seal pup found asleep in a lifeboat at Orrin harbour", "Coast Weekly", "A seal pup slept in the lifeboat of Orrin harbour for most of Thursday, and the crew waited.", ""},
		{"https://coast.example/lights", "Harbour lights of Dunwick go out for a night of stars", "Coast Weekly", "All lights of Dunwick harbour but the beacon go out on Friday night for those who watch the stars.", ""},
		{"https://gazette.example/tolls", "Tolls for Elmstead harbour rise by a tenth in May", "Elm Gazette", "Tolls for the inner harbour of Elmstead rise by ten per cent on 1 May, the council said.", ""},
	}
)
