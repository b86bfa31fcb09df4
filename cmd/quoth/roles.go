package main

import (
	"slices"
	"strings"
)

// role is a part of the work of a running bot.
type role = string

// The roles.
const (
	roleAsk     role = "ask"     // answers in chats and at the prompt
	rolePoll    role = "poll"    // polls the feeds, and works out anew what an older program did
	roleDeliver role = "deliver" // sends alerts
	roleWeb     role = "web"     // serves the pages
)

// allRoles are the roles, in the order in which they are told.
var allRoles = []role{roleAsk, rolePoll, roleDeliver, roleWeb}

// roles are what a process does, as they are written on the command line; "" is all.
type roles string

// has reports whether a role is among them.
func (r roles) has(what role) bool { return r.all() || r.named(what) }

// named reports whether a role is called by its name.
func (r roles) named(what role) bool { return slices.Contains(list(string(r)), what) }

func (r roles) all() bool { return len(list(string(r))) == 0 }

// check says what is wrong with the roles of a process that is configured so: a role that is
// none, or one that has nothing to do.
func (r roles) check(c *runCommand) error {
	for _, name := range list(string(r)) {
		switch {
		case !slices.Contains(allRoles, name):
			return usagef("there is no role %s: the roles are %s", name, strings.Join(allRoles, ", "))
		case name == roleWeb && c.Web == "":
			return usagef("the role web has no address to serve pages at: set QUOTH_WEB, or leave it out of QUOTH_ROLES")
		}
	}
	return nil
}
