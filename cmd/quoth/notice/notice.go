// Package notice holds the licences of what is linked into the program.
package notice

import _ "embed"

//go:generate go run ./generate

// Licences is the text of the file NOTICE: each licence behind the modules, with their versions,
// that are under it.
//
//go:embed NOTICE
var Licences string
