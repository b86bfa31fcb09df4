// Command generate writes the description of the interface for programs.
package main

import (
	"log"
	"os"

	"quoth/bot/api"
)

func main() {
	document, err := api.Document()
	if err == nil {
		err = os.WriteFile("openapi.json", document, 0o644)
	}
	if err != nil {
		log.Fatal(err)
	}
}
