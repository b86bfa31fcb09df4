package alert

// What an alert says in Quoth's own words.
const (
	textWasHeld = "Since %s no alert could be shown here: %s. This is what came meanwhile."
	textAlert   = "News on “%s”"
	textUpdate  = "Update on “%s”"
	textUpdated = "update"
	textAlso    = "Others print"
	textOutlets = "+%s"
	labelWhy    = "Why this alert?"
)
