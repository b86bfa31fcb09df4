package discord

import "strings"

// routes is the REST interface as far as it is served. In a pattern, {token} is an
// interaction's token and {app} the application.
var routes = []route{
	{"GET /gateway", true, usualLimit, (*Discord).getGateway},
	{"GET /gateway/bot", false, usualLimit, (*Discord).getGatewayBot},
	{"GET /users/@me", false, usualLimit, (*Discord).getMe},
	{"GET /users/{user}", false, usualLimit, (*Discord).getUser},
	{"GET /users/@me/guilds", false, usualLimit, (*Discord).getMyGuilds},
	{"DELETE /users/@me/guilds/{guild}", false, usualLimit, (*Discord).leaveGuild},
	{"POST /users/@me/channels", false, usualLimit, (*Discord).openPrivate},
	{"GET /applications/@me", false, usualLimit, (*Discord).getApplication},
	{"GET /oauth2/applications/@me", false, usualLimit, (*Discord).getApplication},

	{"GET /applications/{app}/commands", false, usualLimit, (*Discord).getCommands},
	{"PUT /applications/{app}/commands", false, usualLimit, (*Discord).putCommands},
	{"POST /applications/{app}/commands", false, usualLimit, (*Discord).postCommand},
	{"GET /applications/{app}/commands/{command}", false, usualLimit, (*Discord).getCommand},
	{"PATCH /applications/{app}/commands/{command}", false, usualLimit, (*Discord).patchCommand},
	{"DELETE /applications/{app}/commands/{command}", false, usualLimit, (*Discord).deleteCommand},
	{"GET /applications/{app}/guilds/{guild}/commands", false, usualLimit, (*Discord).getCommands},
	{"PUT /applications/{app}/guilds/{guild}/commands", false, usualLimit, (*Discord).putCommands},
	{"POST /applications/{app}/guilds/{guild}/commands", false, usualLimit, (*Discord).postCommand},
	{"GET /applications/{app}/guilds/{guild}/commands/{command}", false, usualLimit, (*Discord).getCommand},
	{"PATCH /applications/{app}/guilds/{guild}/commands/{command}", false, usualLimit, (*Discord).patchCommand},
	{"DELETE /applications/{app}/guilds/{guild}/commands/{command}", false, usualLimit, (*Discord).deleteCommand},

	{"GET /channels/{channel}", false, usualLimit, (*Discord).getChannel},
	{"PATCH /channels/{channel}", false, usualLimit, (*Discord).patchChannel},
	{"GET /channels/{channel}/messages", false, usualLimit, (*Discord).getMessages},
	{"POST /channels/{channel}/messages", false, messageLimit, (*Discord).postMessage},
	{"GET /channels/{channel}/messages/{message}", false, usualLimit, (*Discord).getMessage},
	{"PATCH /channels/{channel}/messages/{message}", false, messageLimit, (*Discord).patchMessage},
	{"DELETE /channels/{channel}/messages/{message}", false, messageLimit, (*Discord).deleteMessage},
	{"POST /channels/{channel}/messages/{message}/crosspost", false, usualLimit, (*Discord).crosspost},
	{"POST /channels/{channel}/typing", false, messageLimit, (*Discord).typing},
	{"POST /channels/{channel}/messages/{message}/threads", false, usualLimit, (*Discord).postMessageThread},
	{"POST /channels/{channel}/threads", false, usualLimit, (*Discord).postThread},
	{"PUT /channels/{channel}/thread-members/@me", false, usualLimit, (*Discord).joinThread},

	{"GET /guilds/{guild}", false, usualLimit, (*Discord).getGuild},
	{"GET /guilds/{guild}/channels", false, usualLimit, (*Discord).getGuildChannels},
	{"GET /guilds/{guild}/roles", false, usualLimit, (*Discord).getRoles},
	{"GET /guilds/{guild}/members/{user}", false, usualLimit, (*Discord).getMember},
	{"GET /guilds/{guild}/threads/active", false, usualLimit, (*Discord).getActiveThreads},

	{"POST /interactions/{interaction}/{token}/callback", true, callbackLimit, (*Discord).postCallback},
	{"POST /webhooks/{app}/{token}", true, webhookLimit, (*Discord).postFollowUp},
	{"GET /webhooks/{app}/{token}/messages/{message}", true, webhookLimit, (*Discord).getAnswer},
	{"PATCH /webhooks/{app}/{token}/messages/{message}", true, webhookLimit, (*Discord).patchAnswer},
	{"DELETE /webhooks/{app}/{token}/messages/{message}", true, webhookLimit, (*Discord).deleteAnswer},
}

func (d *Discord) getGateway(*call) (any, error) { return obj{"url": d.Gateway()}, nil }

// sessionStarts is how many identifies Discord allows in a day.
const sessionStarts = 1000

func (d *Discord) getGatewayBot(*call) (any, error) {
	return obj{"url": d.Gateway(), "shards": d.config.Shards, "session_start_limit": obj{"total": sessionStarts,
		"remaining": max(0, sessionStarts-len(d.identifies)), "reset_after": 86400000, "max_concurrency": d.config.MaxConcurrency}}, nil
}

func (d *Discord) getMe(*call) (any, error) {
	o := d.bot.json()
	o["mfa_enabled"], o["locale"], o["premium_type"], o["email"], o["verified"] = true, "en-US", 0, nil, true
	return o, nil
}

func (d *Discord) getUser(c *call) (any, error) {
	if u := d.users[c.PathValue("user")]; u != nil {
		return u.json(), nil
	}
	return nil, unknownUser
}

func (d *Discord) getMyGuilds(*call) (any, error) {
	out := []obj{}
	for _, g := range d.guilds {
		if g.members[d.bot.ID] != nil {
			out = append(out, obj{"id": g.ID, "name": g.Name, "icon": nil, "banner": nil, "owner": false,
				"permissions": bitString(g.botRole.Permissions | g.everyone.Permissions), "features": []string{}})
		}
	}
	return out, nil
}

func (d *Discord) leaveGuild(c *call) (any, error) {
	g, err := d.guild(c)
	if err != nil {
		return nil, err
	}
	delete(g.members, d.bot.ID)
	d.dispatch("GUILD_DELETE", g.ID, intentGuilds, obj{"id": g.ID})
	return nil, nil
}

func (d *Discord) openPrivate(c *call) (any, error) {
	id, _ := c.object()["recipient_id"].(string)
	u := d.users[id]
	if u == nil || u == d.bot {
		return nil, refuse(400, 50033, "Invalid Recipient(s)")
	}
	return u.dm().json(), nil
}

func (d *Discord) getApplication(c *call) (any, error) {
	o := obj{"id": d.bot.ID, "name": d.bot.Name, "description": "", "icon": nil, "bot_public": true, "bot_require_code_grant": false,
		"verify_key": strings.Repeat("0", 64), "flags": 0, "flags_new": "0", "eligible_oauth2_scopes": []string{"applications.commands", "bot"}, "redirect_uris": []string{}, "role_connections_verification_url": nil,
		"interactions_endpoint_url": nil, "event_webhooks_status": 1, "rpc_origins": []string{}, "approximate_guild_count": len(d.guilds),
		"approximate_user_install_count": 0, "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "team": nil,
		"owner": d.bot.json(), "bot": d.bot.json(), "type": nil, "hook": true, "is_monetized": false, "is_verified": false, "storefront_available": false,
		"integration_types_config": obj{"0": obj{"oauth2_install_params": obj{"scopes": []string{"applications.commands", "bot"}, "permissions": "0"}},
			"1": obj{"oauth2_install_params": obj{"scopes": []string{"applications.commands"}, "permissions": "0"}}}}
	if strings.HasPrefix(c.URL.Path, "/oauth2/") {
		delete(o, "bot")
	}
	return o, nil
}

// guild returns the guild of the path when the bot is in it.
func (d *Discord) guild(c *call) (*Guild, error) {
	for _, g := range d.guilds {
		if g.ID == c.PathValue("guild") {
			if g.members[d.bot.ID] == nil {
				return nil, missingAccess
			}
			return g, nil
		}
	}
	return nil, unknownGuild
}

func (d *Discord) getGuild(c *call) (any, error) {
	g, err := d.guild(c)
	if err != nil {
		return nil, err
	}
	return g.json(), nil
}

func (d *Discord) getGuildChannels(c *call) (any, error) {
	g, err := d.guild(c)
	if err != nil {
		return nil, err
	}
	out := []obj{}
	for _, ch := range g.channels {
		if !ch.deleted && !ch.thread() {
			out = append(out, ch.json())
		}
	}
	return out, nil
}

func (d *Discord) getRoles(c *call) (any, error) {
	g, err := d.guild(c)
	if err != nil {
		return nil, err
	}
	out := []obj{}
	for _, r := range g.roles {
		out = append(out, r.json())
	}
	return out, nil
}

func (d *Discord) getMember(c *call) (any, error) {
	g, err := d.guild(c)
	if err != nil {
		return nil, err
	}
	id := c.PathValue("user")
	switch {
	case g.members[id] != nil:
		return g.members[id].json(), nil
	case d.users[id] == nil:
		return nil, unknownUser
	}
	return nil, unknownMember
}

func (d *Discord) getActiveThreads(c *call) (any, error) {
	g, err := d.guild(c)
	if err != nil {
		return nil, err
	}
	out := []obj{}
	for _, ch := range g.channels {
		if ch.thread() && !ch.deleted && !ch.archived && ch.permissions(d.bot)&ViewChannel != 0 {
			out = append(out, ch.json())
		}
	}
	return obj{"threads": out, "members": []obj{}, "has_more": false}, nil
}
