package discord

import "fmt"

// What can be seen and waited for of an interaction.

// Delivered reports whether there was a gateway session to take the interaction.
// Without one the client shows that the application did not respond.
func (i *Interaction) Delivered() bool {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	return i.delivered
}

// Answered returns the first response, if there is one yet.
func (i *Interaction) Answered() (Response, bool) {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	if i.response == nil {
		return Response{}, false
	}
	return *i.response, true
}

// Response waits for the first response.
func (i *Interaction) Response() (r Response) {
	i.d.t.Helper()
	i.d.await(&i.changed, fmt.Sprintf("a response to interaction %s (type %d)", i.ID, i.Type), func() bool {
		if i.response != nil {
			r = *i.response
		}
		return i.response != nil
	})
	return r
}

// Choices waits for the choices of an autocomplete.
func (i *Interaction) Choices() []Choice {
	i.d.t.Helper()
	return i.Response().Choices
}

// Message waits for the message that answers the interaction: the response's own,
// or after a deferral the first edit's.
func (i *Interaction) Message() (m Message) {
	i.d.t.Helper()
	i.d.await(&i.changed, fmt.Sprintf("the answer to interaction %s (type %d)", i.ID, i.Type), func() bool {
		if i.response == nil || i.original == nil || i.pending || i.response.Type == ResponseDeferredUpdate && i.edits == 0 {
			return false
		}
		m = i.original.snapshot()
		return true
	})
	return m
}

// Edited waits until the answer has been edited n times, the end of a deferral
// counted, and returns it.
func (i *Interaction) Edited(n int) (m Message) {
	i.d.t.Helper()
	i.d.await(&i.changed, fmt.Sprintf("%d edits of the answer to interaction %s", n, i.ID), func() bool {
		if i.original == nil || i.edits < n {
			return false
		}
		m = i.original.snapshot()
		return true
	})
	return m
}

// Edits is how often the answer has been edited, the end of a deferral counted.
func (i *Interaction) Edits() int {
	i.d.mu.Lock()
	defer i.d.mu.Unlock()
	return i.edits
}

// FollowUps waits for n follow-ups and returns them.
func (i *Interaction) FollowUps(n int) (found []Message) {
	i.d.t.Helper()
	i.d.await(&i.changed, fmt.Sprintf("%d follow-ups of interaction %s", n, i.ID), func() bool {
		found = nil
		for _, m := range i.followUps {
			if !m.Deleted {
				found = append(found, m.snapshot())
			}
		}
		return len(found) >= n
	})
	return found
}
