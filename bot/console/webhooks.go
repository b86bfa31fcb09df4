package console

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"quoth/bot"
	"quoth/bot/webhook"
	"quoth/knowledge"
	"quoth/knowledge/gather/fetch"
)

// webhooks lists the addresses that alerts are brought to, with what is followed there.
func (k *Console) webhooks(v *visit) error {
	ctx := v.r.Context()
	hooks, err := webhook.NewHooks(k.Store).List(ctx)
	if err != nil {
		return err
	}
	change := func(button, do string, fields ...field) form {
		return form{Address: Prefix + "webhooks", Button: button, Fields: append(hidden("do", do), fields...)}
	}
	of := func(h webhook.Hook) field { return field{Name: "name", Value: h.Name, Hidden: true} }
	list := section{Columns: []string{"Webhook", "Host", "Follows", "Change"}, Empty: "There are none."}
	for _, h := range hooks {
		followed, err := k.Store.SubscriptionsAt(ctx, webhook.Place(h.Name))
		if err != nil {
			return err
		}
		does := cell{Forms: []form{change("Follow", "follow", of(h), field{Name: "topic", Label: "Topic", Required: true})}}
		follows := cell{}
		for _, s := range followed {
			follows.Text += s.Topic + "\n"
			if s.Stopped != "" {
				follows.State = "bad"
			}
			does.Forms = append(does.Forms, change("Unfollow "+s.Topic, "unfollow", of(h), field{Name: "topic", Value: s.Topic, Hidden: true}))
		}
		does.Forms = append(does.Forms, change("Remove", "remove", of(h)))
		list.Rows = append(list.Rows, []cell{{Text: h.Name + " (" + string(h.Kind) + ")"}, {Text: h.Host()}, follows, does})
	}
	name := field{Name: "name", Label: "Name", Required: true}
	address := field{Name: "address", Label: "Address", Required: true}
	return k.show(v, http.StatusOK, page{Title: "Webhooks", Sections: []section{
		list,
		{Heading: "Add a webhook", Text: "Alerts come as JSON that is signed as Standard Webhooks has it. The secret is shown once.", Forms: []form{change("Add", string(webhook.Signed), name, address)}},
		{Heading: "Add a topic of ntfy", Text: "For example: https://ntfy.example.org/harbour", Forms: []form{change("Add", string(webhook.Ntfy), name, address)}},
	}})
}

// changeWebhook does what a form of the webhooks says. The list of changes has no address: it may
// hold secrets.
func (k *Console) changeWebhook(v *visit) error {
	ctx, hooks := v.r.Context(), webhook.NewHooks(k.Store)
	do, name := v.r.PostFormValue("do"), strings.TrimSpace(v.r.PostFormValue("name"))
	said := ""
	var err error
	switch do {
	case string(webhook.Signed), string(webhook.Ntfy):
		var h webhook.Hook
		h, err = hooks.Add(ctx, webhook.Hook{Name: name, Kind: webhook.Kind(do), Address: strings.TrimSpace(v.r.PostFormValue("address")), Created: k.Now().UTC()})
		if said = "Added: " + h.Name; h.Secret != "" {
			said += "\nIts secret, shown this once: " + h.Secret
		}
		var unreadable *fetch.Error
		if errors.Is(err, webhook.ErrName) || errors.Is(err, webhook.ErrExists) || errors.Is(err, webhook.ErrTopic) || errors.As(err, &unreadable) {
			err = &problem{http.StatusBadRequest, "Not added: " + err.Error() + "."}
		}
	case "remove":
		err, said = hooks.Remove(ctx, name), "Removed: "+name
	case "follow", "unfollow":
		if _, err = hooks.Hook(ctx, name); err == nil {
			said, err = k.runAt(ctx, webhook.Place(name), bot.Action{Command: do, Args: bot.Args{"topic": v.r.PostFormValue("topic")}})
		}
	default:
		err = &problem{http.StatusBadRequest, "There is no such change."}
	}
	if errors.Is(err, knowledge.ErrNotFound) {
		err = &problem{http.StatusNotFound, fmt.Sprintf("There is no webhook %q.", name)}
	}
	if err != nil {
		return err
	}
	if do == string(webhook.Signed) || do == string(webhook.Ntfy) {
		do = "add " + do
	}
	return k.done(v, "webhooks", "webhook: "+do+" "+name, said)
}
