package telegram

// DirectTopic is what one person writes to a channel, in the chat of its direct messages.
type DirectTopic struct {
	ID   int64 `json:"topic_id"`
	User *User `json:"user,omitempty"`
}

// DirectMessages returns a new chat of the direct messages of a channel, which the bot
// administers: each person who writes there has a topic.
func (c *Chat) DirectMessages() *Chat {
	s := c.s
	s.t.Helper()
	if c.Type != channel {
		s.t.Fatalf("chattest/telegram: %s is no channel", c.Title)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	d := s.add(&Chat{ID: -1001000000000 - s.next(), Type: supergroup, Title: c.Title, Direct: true})
	d.join(s.Bot, "administrator")
	return d
}

// directTopic returns the topic of direct messages that the request names, which it has to
// in a chat of such; nil in another.
func (c *call) directTopic(chat *Chat) (*DirectTopic, error) {
	id, err := c.int("direct_messages_topic_id")
	switch {
	case err != nil:
		return nil, err
	case !chat.Direct && id != 0:
		return nil, bad("direct messages topics exist only in direct messages chats")
	case !chat.Direct:
		return nil, nil
	case id == 0:
		return nil, bad("direct messages topic must be specified")
	}
	for _, m := range chat.messages {
		if m.DirectTopic != nil && m.DirectTopic.ID == int64(id) {
			return m.DirectTopic, nil
		}
	}
	return nil, bad("direct messages topic not found")
}
