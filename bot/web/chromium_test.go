//go:build chromium

package web

import (
	"fmt"
	"strings"
	"testing"

	"quoth/bot/chattest/browser"
)

// These tests look at the pages in Chromium, with an article of many screens:
//
//	go test -tags chromium -run Chromium ./bot/web
//
// With AXE=FILE, axe.min.js of axe-core, its findings of serious and critical impact fail, too.

// small are the things to press that a thumb misses: less than 40 pixels high.
const small = `[...document.querySelectorAll('button, input:not([type=hidden]), summary, nav a, .links a')].filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 40).map(e => e.outerHTML.slice(0, 80))`

// TestChromiumShowsPages shows a page of each kind, on a phone and on a desk, light and dark:
// nothing is wrong with it in the browser's eyes, and lines are not too long to read.
func TestChromiumShowsPages(t *testing.T) {
	k := open(t, nil, ferry...)
	b := browser.Open(t)
	for name, path := range k.every(t) {
		if strings.HasPrefix(path, "/topic.") {
			continue
		}
		b.Visit(k.url + path)
		for _, view := range browser.Views {
			at := fmt.Sprintf("%s at %d pixels, %s", name, view.Width, view.Scheme)
			b.Show(view.Width, view.Scheme)
			for _, fault := range b.Faults(k.url) {
				t.Errorf("%s: %s", at, fault)
			}
			if ch := browser.Eval[float64](b, `(() => { const p = document.createElement('p'); p.className = 'lead'; p.innerHTML = '<span>' + '0'.repeat(10) + '</span>'; document.querySelector('main').append(p); const n = p.clientWidth / (p.firstChild.getBoundingClientRect().width / 10); p.remove(); return n })()`); ch > 70 {
				t.Errorf("%s has lines of %.0f characters", at, ch)
			}
			if missed := browser.Eval[[]string](b, small); view.Width == 390 && len(missed) > 0 {
				t.Errorf("%s has small things to press: %q", at, missed)
			}
		}
	}
}

// TestChromiumPrints prints pages of a reader who likes the dark: they are dark on white, without what is to be pressed.
func TestChromiumPrints(t *testing.T) {
	k := open(t, nil, ferry...)
	b := browser.Open(t)
	for _, theme := range []string{"", "dark"} {
		b.Visit(k.url + "/timeline?topic=ferry")
		if theme != "" { // as within Telegram
			browser.Eval[any](b, `(document.documentElement.dataset.theme = 'dark', null)`)
		}
		b.Show(1280, "dark")
		shown := browser.Eval[string](b, `getComputedStyle(document.documentElement).backgroundColor`)
		b.Call("Emulation.setEmulatedMedia", map[string]any{"media": "print", "features": []map[string]string{{"name": "prefers-color-scheme", "value": "dark"}}})
		printed := browser.Eval[[]string](b, `[getComputedStyle(document.documentElement).backgroundColor, getComputedStyle(document.querySelector('h2')).color]`)
		if shown != "rgb(23, 22, 20)" || printed[0] != "rgb(255, 255, 255)" || printed[1] != "rgb(0, 0, 0)" {
			t.Errorf("with the theme %q, it is shown on %s and printed on %s in %s", theme, shown, printed[0], printed[1])
		}
		if pressed := browser.Eval[[]string](b, `[...document.querySelectorAll('button, nav a, .links a')].filter(e => e.checkVisibility()).map(e => e.outerHTML.slice(0, 80))`); len(pressed) > 0 {
			t.Errorf("printed is %q", pressed)
		}
		b.Call("Emulation.setEmulatedMedia", map[string]any{"media": ""})
	}
}
