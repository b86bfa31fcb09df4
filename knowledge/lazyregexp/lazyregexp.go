// Package lazyregexp has regular expressions that are compiled when they are first
// used. The program knows some hundred, and most commands need few of them: compiling
// all took half of the time that a command needs to start.
package lazyregexp

import (
	"fmt"
	"os"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
)

// Regexp is a regular expression. Its methods are those of the same name in package
// regexp, and may be called at the same time.
type Regexp struct{ compiled func() *regexp.Regexp }

// inTest is whether this is the program of a test of some package. It parses every
// expression at once, so that one that is not well-formed fails there and not in use: what
// parses compiles, and costs a third.
var inTest = strings.HasSuffix(strings.TrimSuffix(os.Args[0], ".exe"), ".test")

// New returns the expression. An expression that is not well-formed panics at its
// first use, and in the program of a test at once.
func New(expression string) *Regexp {
	r := &Regexp{sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })}
	if inTest {
		if _, err := syntax.Parse(expression, syntax.Perl); err != nil {
			panic(fmt.Sprintf("lazyregexp: %q: %v", expression, err))
		}
	}
	return r
}

func (r *Regexp) Match(b []byte) bool { return r.compiled().Match(b) }

func (r *Regexp) MatchString(s string) bool { return r.compiled().MatchString(s) }

func (r *Regexp) FindString(s string) string { return r.compiled().FindString(s) }

func (r *Regexp) FindStringIndex(s string) []int { return r.compiled().FindStringIndex(s) }

func (r *Regexp) FindSubmatch(b []byte) [][]byte { return r.compiled().FindSubmatch(b) }

func (r *Regexp) FindStringSubmatch(s string) []string { return r.compiled().FindStringSubmatch(s) }

func (r *Regexp) FindStringSubmatchIndex(s string) []int {
	return r.compiled().FindStringSubmatchIndex(s)
}

func (r *Regexp) FindAllString(s string, n int) []string { return r.compiled().FindAllString(s, n) }

func (r *Regexp) FindAllStringIndex(s string, n int) [][]int {
	return r.compiled().FindAllStringIndex(s, n)
}

func (r *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return r.compiled().FindAllStringSubmatchIndex(s, n)
}

func (r *Regexp) ReplaceAll(b, replacement []byte) []byte {
	return r.compiled().ReplaceAll(b, replacement)
}

func (r *Regexp) ReplaceAllString(s, replacement string) string {
	return r.compiled().ReplaceAllString(s, replacement)
}

func (r *Regexp) ReplaceAllStringFunc(s string, replace func(string) string) string {
	return r.compiled().ReplaceAllStringFunc(s, replace)
}

func (r *Regexp) Split(s string, n int) []string { return r.compiled().Split(s, n) }

func (r *Regexp) SubexpNames() []string { return r.compiled().SubexpNames() }
