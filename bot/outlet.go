package bot

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"

	"quoth/bot/intent"
	"quoth/knowledge"
	"quoth/knowledge/answer"
	"quoth/knowledge/audience"
	"quoth/knowledge/topic"
)

// readOutlet names the outlet of an option as the store names it. It returns a refusal where
// none is stored that may be meant.
func (e *Engine) readOutlet(ctx context.Context, c *Command, r *Request) (refused *Reply, err error) {
	for _, o := range c.Options {
		named := r.Args[o.Name]
		if o.Suggest != SuggestSources || named == "" {
			continue
		}
		found, lacking, err := e.outlets(ctx, named)
		if err != nil {
			return nil, err
		}
		if lacking == nil {
			r.Args[o.Name] = strings.Join(found, "\n")
			continue
		}
		reply := e.explain(ctx, *r, lacking.refusal())
		if lacking.near != "" {
			reply.Actions = []Action{{clip(lacking.near, maxActionLabel), c.Name, with(r.Args, Args{o.Name: strings.Join(lacking.mended(named), "\n")})}}
		}
		reply.Talk = r.ended()
		return &reply, nil
	}
	return nil, nil
}

// among parts names of outlets, as the option source takes them, into those that are looked in
// and those that are left out, which drops stands before.
func among(names []string) (in, except []string) {
	for _, name := range names {
		if without, dropped := strings.CutPrefix(name, drops); dropped {
			except = append(except, without)
		} else {
			in = append(in, name)
		}
	}
	return in, except
}

// outlets are those that a person means by names, a line each, or the first that is not stored.
// Those of a name behind drops have it before them, too.
func (e *Engine) outlets(ctx context.Context, named string) (found []string, lacking *unknown, err error) {
	stored, err := e.sourceNames(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, line := range lines(named) {
		name, dropped := strings.CutPrefix(line, drops)
		meant := intent.Outlets(name, stored)
		if len(meant) == 0 {
			return nil, &unknown{name, nearestName(name, stored), dropped, "store.no_source", "store.no_source_near"}, nil
		}
		for _, outlet := range meant {
			if dropped {
				outlet = drops + outlet
			}
			found = append(found, outlet)
		}
	}
	return found, nil, nil
}

// askAmong makes a request for what was asked last over the outlets that a person names, a line
// each, over all where none is named, or returns the refusal of one that is not stored.
func (e *Engine) askAmong(ctx context.Context, r *Request, named string) (reply Reply, done bool) {
	found, lacking, err := e.outlets(ctx, named)
	switch {
	case err != nil:
		return e.explain(ctx, *r, err), true
	case lacking != nil:
		reply := e.explain(ctx, *r, lacking.refusal())
		if lacking.near != "" {
			step, err := e.over(ctx, *r, lacking.mended(named))
			if err != nil {
				return e.explain(ctx, *r, err), true
			}
			reply.Actions = []Action{{clip(lacking.near, maxActionLabel), step.Command, step.Arguments}}
		}
		return reply, true
	}
	step, err := e.over(ctx, *r, found)
	if err != nil {
		return e.explain(ctx, *r, err), true
	}
	r.Command, r.Text, r.Args = step.Command, "", step.Arguments
	if c, known := e.commands.Command(step.Command); known && c.Changes {
		r.Intent = intent.Intent{Act: intent.Do, Command: c.Name, Args: Args{"what": step.Arguments["what"], "source": named}, Text: r.Intent.Text}
	}
	return Reply{}, false
}

// over is what was just followed, else what was asked last, and can be asked over some outlets
// alone, over these or without those behind drops. Where nothing was, it asks about what the
// talk is about; where that is nothing, too, for their newest articles.
func (e *Engine) over(ctx context.Context, r Request, outlets []string) (answer.Step, error) {
	hand := inHand(r)
	subject := hand.Subject
	if hand.Followed > 0 { // which others may have changed since
		s, err := e.store.Subscription(ctx, hand.Followed)
		if err != nil && !errors.Is(err, knowledge.ErrNotFound) {
			return answer.Step{}, err
		}
		subject = cmp.Or(s.Topic, subject)
	}
	if t, err := topic.Parse(subject, ""); err == nil && hand.Followed != 0 {
		return answer.Step{Command: "alerts", Arguments: Args{"what": "edit", "number": Reference(audience.Subscription{ID: hand.Followed}), "topic": narrowed(t, outlets)}}, nil
	}
	for _, step := range slices.Backward(hand.Trail) {
		if args, ok := e.restricted(step, outlets); ok {
			return answer.Step{Command: step.Command, Arguments: args}, nil
		}
	}
	if len(outlets) == 0 {
		return answer.Step{Command: "sources", Arguments: Args{}}, nil
	}
	if r.Talk != nil && r.Talk.Subject != "" { // else it is the words of the message that it stands under
		return answer.Step{Command: "ask", Arguments: Args{"question": r.Talk.Subject, "source": strings.Join(outlets, "\n")}}, nil
	}
	return answer.Step{Command: "latest", Arguments: Args{"source": strings.Join(outlets, "\n")}}, nil
}

// restricted are the arguments of a step over other outlets; ok is false of one that can't be
// asked over some of the outlets alone.
func (e *Engine) restricted(step answer.Step, outlets []string) (args Args, ok bool) {
	c, known := e.commands.Command(step.Command)
	if !known || c.Access != Everyone || c.Changes || c.Personal {
		return nil, false
	}
	args = with(step.Arguments, nil)
	if o, has := c.Option("from"); has && o.Type == Integer { // the page of other news
		delete(args, "from")
	}
	for _, o := range c.Options {
		value := args[o.Name]
		if o.Type != Topic && o.Type != ArticleOrTopic || value == "" || namesArticle(value) {
			continue
		}
		if written, err := topic.Parse(value, ""); err == nil {
			delete(args, "source")
			args[o.Name] = narrowed(written, outlets)
			return args, true
		}
	}
	if _, has := c.Option("source"); !has {
		return nil, false
	}
	if _, except := among(outlets); len(except) > 0 {
		before := lines(args["source"])
		if about := talkOf(args["about"]); len(before) == 0 {
			before = about.Sources
			for _, name := range about.Except {
				before = append(before, drops+name)
			}
		}
		outlets = leftOut(before, except)
	}
	if args["source"] = strings.Join(outlets, "\n"); len(outlets) == 0 {
		delete(args, "source")
	}
	if args["about"] != "" {
		talk := talkOf(args["about"])
		talk.Sources, talk.Except = among(outlets)
		args["about"] = asArgument(talk)
	}
	return args, true
}

// leftOut are the outlets of the option source without some more: those that were looked in
// alone but these, or all but these and those that were left out before.
func leftOut(before, except []string) (outlets []string) {
	in, already := among(before)
	rest := slices.DeleteFunc(slices.Clone(in), func(name string) bool { return slices.Contains(except, name) })
	if len(rest) > 0 {
		return rest
	}
	for _, name := range append(already, except...) {
		if !slices.Contains(outlets, drops+name) {
			outlets = append(outlets, drops+name)
		}
	}
	return outlets
}

// narrowed is a topic over some outlets alone, or without those behind drops.
func narrowed(t *topic.Topic, outlets []string) string {
	in, except := among(outlets)
	if len(except) > 0 {
		return t.Without(except)
	}
	return t.In(in)
}
