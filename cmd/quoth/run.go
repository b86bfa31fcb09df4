package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/term"

	"quoth/bot"
	"quoth/bot/alert"
	"quoth/bot/api"
	"quoth/bot/chat"
	"quoth/bot/chat/session"
	"quoth/bot/console"
	"quoth/bot/discord"
	"quoth/bot/metrics"
	"quoth/bot/telegram"
	"quoth/bot/terminal"
	"quoth/bot/web"
	"quoth/bot/webhook"
	"quoth/knowledge/gather/hub"
	"quoth/knowledge/lease"
)

type runCommand struct {
	Roles roles `env:"QUOTH_ROLES" help:"What this process does, where several share the work over one database: ask (answer in chats), poll (the feeds), deliver (alerts), web (the pages), separated by commas; without it all." placeholder:"LIST"`

	LeaseLife time.Duration `name:"lease-life" hidden:"" help:"After how long a process that is silent is taken for gone; the same for all. Tests are in a hurry."`

	fetching
	Backups string `env:"QUOTH_BACKUPS" help:"The folder for backups: one a day, of which those of the last seven days and four weeks are kept, and those that /admin backup makes." placeholder:"FOLDER"`

	Keep string `env:"QUOTH_KEEP" help:"How many articles are kept, by their age in days and by the room that they take: 365d, 2GB, or Gazette=30d for an outlet, separated by commas; without it, or with 0, all. The oldest go at night; what is undated stays." placeholder:"LIST"`

	Admit  string `env:"QUOTH_ADMIT" help:"Whom the bot answers: persons (telegram:12345), chats (telegram:chat:NUMBER, discord:chat:NUMBER) and servers (discord:server:NUMBER), separated by commas; invited for those alone whom /admin invite lets in; without it everybody. Operators are always let in." placeholder:"LIST"`
	Hourly int    `env:"QUOTH_HOURLY" default:"120" help:"How many requests of one person are answered in an hour, and five times as many of a chat; 0 for any number." placeholder:"NUMBER"`

	Web     string `env:"QUOTH_WEB" group:"web" help:"The address where pages are served to read and to ask on, such as localhost:8080; without it there are none. With QUOTH_ADMIT they are open when that names web:server:readers." placeholder:"ADDRESS"`
	WebURL  string `name:"web-url" env:"QUOTH_WEB_URL" group:"web" help:"The address under which people reach the pages, such as https://news.example.org; with it quotes in chats lead to the article as it was printed, too. Where this process serves none, another one has to." placeholder:"URL"`
	WebText string `env:"QUOTH_WEB_TEXT" default:"full" enum:"full,quotes" group:"web" help:"How much of an article the pages show: full, or quotes for the words of a quote that the bot gave, with the sentences next to them."`

	WebProxies string `env:"QUOTH_WEB_PROXIES" group:"web" help:"Proxies before the pages that are on another machine or outside of the bot's container: addresses or prefixes such as 172.16.0.0/12, separated by commas. For whom they and those on this machine ask is read from X-Forwarded-For; without it, all readers behind such a proxy have the limits of one." placeholder:"LIST"`

	WebApp bool `env:"QUOTH_WEB_APP" group:"web" help:"Whether Telegram opens the pages as a Mini App, by the button beside the field for messages in chats with the bot. It takes QUOTH_WEB_URL with https and TELEGRAM_TOKEN."`

	AdminToken   string `env:"QUOTH_ADMIN_TOKEN" group:"web" help:"A token to sign in at the operator's console, /admin of the pages; without it operators get a link from /admin console, once QUOTH_WEB_URL is set. Whoever lists the processes sees a flag: set the variable instead." placeholder:"TOKEN"`
	MetricsToken string `env:"QUOTH_METRICS_TOKEN" group:"web" help:"What Prometheus has to bring to read /metrics of the pages, as a bearer token; without it they are served to this machine alone, and to nobody when QUOTH_WEB_URL is a public address. Whoever lists the processes sees a flag: set the variable instead." placeholder:"TOKEN"`

	DiscordToken  string `env:"DISCORD_TOKEN" group:"discord" help:"The token of the bot on Discord. Whoever lists the processes sees a flag: set the variable instead." placeholder:"TOKEN"`
	DiscordShards string `env:"DISCORD_SHARDS" group:"discord" help:"The shards that this process may hold, written 0-3/8; without it several processes over one database share all of them evenly." placeholder:"FROM-TO/OF"`
	DiscordGuilds string `env:"DISCORD_GUILDS" group:"discord" help:"The servers where /admin may be used, by id, separated by commas." placeholder:"LIST"`
	DiscordAPI    string `name:"discord-api" env:"DISCORD_API" group:"discord" help:"The address of Discord's interface, when it is reached through a proxy." placeholder:"URL"`

	TelegramToken   string `env:"TELEGRAM_TOKEN" group:"telegram" help:"The token of the bot on Telegram. Whoever lists the processes sees a flag: set the variable instead." placeholder:"TOKEN"`
	TelegramAPI     string `name:"telegram-api" env:"TELEGRAM_API" group:"telegram" help:"The address of a Bot API server of your own." placeholder:"URL"`
	TelegramWebhook string `env:"TELEGRAM_WEBHOOK" group:"telegram" help:"The public https address at which Telegram delivers; without one the bot polls." placeholder:"URL"`
	TelegramListen  string `env:"TELEGRAM_LISTEN" default:":8443" group:"telegram" help:"Where the bot listens for what comes to the webhook." placeholder:"ADDRESS"`
	TelegramSecret  string `env:"TELEGRAM_SECRET" group:"telegram" help:"The secret that Telegram sends with each delivery; without one it is made of the token. Whoever lists the processes sees a flag: set the variable instead." placeholder:"SECRET"`
	TelegramCert    string `env:"TELEGRAM_CERT" group:"telegram" help:"The TLS certificate of the webhook, when no proxy in front has one." placeholder:"FILE"`
	TelegramKey     string `env:"TELEGRAM_KEY" group:"telegram" help:"The key of that certificate." placeholder:"FILE"`
}

// Help is shown by quoth run --help.
func (runCommand) Help() string {
	return `On a terminal there is a prompt; from a pipe every line is a question. With a token for Discord or Telegram configured, the bot is there too, until it is stopped.

Several processes may run over one database: they share the work, and take over from one that ends. --roles gives a process one job.`
}

// service is something that runs until ctx is done or it fails.
type service struct {
	name string
	run  func(ctx context.Context) error
}

// errLeft ends the other services when the person at the prompt leaves.
var errLeft = errors.New("the prompt was left")

// Run runs every service until one fails, the prompt is left, or ctx is done. Of
// several chat platforms it is the last one whose failure counts.
func (c *runCommand) Run(ctx context.Context, p *Program) error {
	err := c.run(ctx, p)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) { // it was stopped, perhaps before it began
		return nil
	}
	return err
}

func (c *runCommand) run(ctx context.Context, p *Program) error {
	saveMemory()
	if c.Backups != "" {
		if err := p.needFile("QUOTH_BACKUPS", "save a PostgreSQL database with pg_dump"); err != nil {
			return err
		}
		p.backup = p.backupTo(c.Backups, "")
	}
	p.fetcher, p.hourly = c.fetcher(p), c.Hourly
	var err error
	if p.keep, err = keeping(c.Keep); err != nil {
		return err
	}
	if p.keep.byRoom() && p.onServer() { // whose size stays when articles go
		return usagef("QUOTH_KEEP can't go by the room that a PostgreSQL database takes: give an age, such as 365d")
	}
	if p.allowed, err = allowlist(c.Admit); err != nil {
		return err
	}
	if p.pages, err = publicAddress(c.WebURL); err != nil {
		return err
	}
	if p.proxies, err = networks(c.WebProxies); err != nil {
		return err
	}
	if c.WebApp && (!strings.HasPrefix(p.pages, "https://") || c.TelegramToken == "") {
		return usagef("QUOTH_WEB_APP needs QUOTH_WEB_URL with an address that begins with https://, and TELEGRAM_TOKEN")
	}
	if err := c.Roles.check(c); err != nil {
		return err
	}
	if !c.Roles.has(roleWeb) {
		c.Web = ""
	}
	if c.Backups != "" {
		if p.restored, err = p.restorePlanned(ctx, c.Backups); err != nil {
			return err
		}
	}
	if err := p.open(ctx, true); err != nil {
		return err
	}
	p.leases = lease.New(lease.Config{Store: p.store, Log: p.log, Life: c.LeaseLife})
	if c.Web+p.pages != "" {
		if p.pageKey, err = p.keyOfPages(ctx); err != nil {
			return err
		}
	}
	p.linked = c.Web != "" && p.pages != ""
	if c.Web != "" {
		p.metrics = metrics.New(p.store, version(), p.log, p.now)
	}
	e, err := p.newEngine()
	if err != nil {
		return err
	}
	services, err := c.services(p, e)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	for _, s := range services {
		group.Go(func() error { return s.run(ctx) })
	}
	if err := group.Wait(); !errors.Is(err, errLeft) {
		return err
	}
	return nil
}

// services are what is configured and among the roles: the adapters, and the prompt when
// somebody is at a terminal or nothing else would run; and, beside any of them that stays,
// the delivery of alerts, the polling of the feeds, and the upkeep, which has no role.
func (c *runCommand) services(p *Program, e *bot.Engine) ([]service, error) {
	d := p.deliverer(e)
	poller := p.poller(c.fetching, d.Notifier().Raise)
	if p.pages != "" { // which this process or another one serves
		p.hubs = hub.New(hub.Config{Store: p.store, Public: p.pages, Post: c.stranger(p).Post, Wake: poller.Wake, Log: p.log, Now: p.now})
		poller.Hub = p.hubs.Found
	}
	services, err := c.adapters(p, e, d)
	if err != nil {
		return nil, err
	}
	d.Add(webhook.NewSender(webhook.NewHooks(p.store), c.fetcher(p).Post, p.now))
	p.survive(services, d)
	asks := c.Roles.has(roleAsk)
	prompt := asks && term.IsTerminal(int(p.In.Fd()))
	stays := prompt || len(services) > 0 || c.Roles.named(rolePoll) || c.Roles.named(roleDeliver)
	if !stays && readsNothing(p.In) {
		return nil, usagef("nothing is configured that runs, and nobody can ask: set TELEGRAM_TOKEN, DISCORD_TOKEN or QUOTH_WEB")
	}
	if prompt || !stays {
		t := &terminal.Terminal{Engine: e, Sessions: session.New(p.store, e, p.log, p.now, nil), Log: p.log, In: p.In, Out: p.Out, History: historyFile(), Language: cmp.Or(os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG"))}
		if prompt {
			t.Alerts = terminal.NewSender(p.Out, terminal.StyleOf(p.Out))
			d.Add(t.Alerts)
			if term.IsTerminal(int(p.Err.Fd())) {
				p.logged.redirect(t.Alerts)
			}
		}
		services = append(services, service{terminal.Platform, func(ctx context.Context) error {
			if err := t.Run(ctx); err != nil {
				return err
			}
			return errLeft
		}})
	}
	if !stays {
		return services, nil
	}
	u := &upkeep{Program: p, notices: d.Notifier(), free: freeBytes, backups: c.Backups, keep: p.keep}
	if p.restored != nil {
		services = append(services, service{"restore", func(ctx context.Context) error { return p.tellRestored(ctx, u.notices) }})
	}
	if asks || c.Web != "" {
		services = append(services, service{"prepare", func(ctx context.Context) error {
			if err := e.Prepare(ctx); err != nil && ctx.Err() == nil {
				p.log.WarnContext(ctx, "quoth: engine not prepared", "error", err) // who asks tries again
			}
			return nil
		}})
	}
	services = append(services, service{"file", p.watchFile}, p.once("upkeep", u.run), service{"nightly", u.workNightly})
	if c.Roles.has(roleDeliver) {
		services = append(services, service{"alerts", d.Run})
	}
	if c.Roles.has(rolePoll) {
		services = append(services, p.once("feeds", poller.Run), p.once("rework", p.reworkStored))
		if p.hubs != nil {
			services = append(services, p.once("hubs", p.hubs.Run))
		}
	}
	return services, nil
}

// readsNothing reports whether a stream is a device that is no terminal, such as the null device that a manager of
// services gives a program to read from.
func readsNothing(in *os.File) bool {
	info, err := in.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// once is a service that runs in one process at a time.
func (p *Program) once(name string, run func(ctx context.Context) error) service {
	return service{name, func(ctx context.Context) error { return p.leases.Only(ctx, name, run) }}
}

// survive lets adapters go on without one that gives up, unless it is the last. Its
// alerts wait for the next start.
func (p *Program) survive(adapters []service, d *alert.Deliverer) {
	var left atomic.Int64
	left.Store(int64(len(adapters)))
	for i, s := range adapters {
		adapters[i].run = func(ctx context.Context) error {
			err := s.run(ctx)
			if err == nil || ctx.Err() != nil || left.Add(-1) == 0 {
				return err
			}
			p.log.Error(s.name+": adapter ended", "error", err)
			d.Remove(s.name)
			return nil
		}
	}
}

// adapters are the chat platforms that have a token, and the pages.
func (c *runCommand) adapters(p *Program, e *bot.Engine, d *alert.Deliverer) ([]service, error) {
	var services []service
	if c.DiscordToken != "" {
		b, err := discord.New(discord.Config{
			Engine: e, Store: p.store, Token: c.DiscordToken, API: c.DiscordAPI, Shards: c.DiscordShards, Guilds: list(c.DiscordGuilds), Log: p.log, Now: p.now, Leases: p.leases,
		})
		if err != nil {
			return nil, err
		}
		d.Add(b.Sender()) // the operator is told things by every process
		p.watch(discord.Platform, b.Load)
		if c.Roles.has(roleAsk) {
			services = append(services, service{discord.Platform, b.Run})
		}
	}
	if c.TelegramToken != "" {
		app := ""
		if c.WebApp {
			app = p.pages + web.AppPath
		}
		b, err := telegram.New(telegram.Config{
			Engine: e, Store: p.store, Token: c.TelegramToken, API: c.TelegramAPI, Log: p.log, Now: p.now, Leases: p.leases, App: app,
			Webhook: telegram.Webhook{URL: c.TelegramWebhook, Listen: c.TelegramListen, Secret: c.TelegramSecret, CertFile: c.TelegramCert, KeyFile: c.TelegramKey},
		})
		if err != nil {
			return nil, err
		}
		d.Add(b.Sender()) // the operator is told things by every process
		p.watch(telegram.Platform, b.Load)
		if c.Roles.has(roleAsk) {
			services = append(services, service{telegram.Platform, b.Run})
		}
	}
	if c.Web != "" {
		programs := api.New(api.Config{
			Engine: e, Keys: api.NewKeys(p.store), Following: p.store, Log: p.log, Now: p.now, Limits: api.DefaultLimits, Version: version(), QuotesOnly: web.Text(c.WebText) == web.Quotes,
		})
		operating, err := p.console(e, c)
		if err != nil {
			return nil, err
		}
		beside := map[string]web.Beside{"/api/": {Handler: programs.Handler(), JSON: true}, "/mcp": {Handler: programs.MCPHandler(), JSON: true}, "/admin": {Handler: operating.Handler()}, console.Prefix: {Handler: operating.Handler()}}
		if p.hubs != nil {
			beside[hub.Prefix] = web.Beside{Handler: p.hubs, MaxBody: hub.MaxContent}
		}
		appToken := ""
		if c.WebApp {
			appToken = c.TelegramToken
		}
		pages, err := web.New(web.Config{Engine: e, AppToken: appToken, Log: p.log, Now: p.now, Listen: c.Web, URL: p.pages, Proxies: p.proxies, Text: web.Text(c.WebText), Key: p.pageKey, Ready: p.ready, Metrics: p.metrics.Handler(), MetricsToken: c.MetricsToken, Beside: beside})
		if err != nil {
			return nil, err
		}
		services = append(services, service{web.Platform, pages.Run})
	}
	return services, nil
}

// watch counts the load of an adapter, where anything is counted.
func (p *Program) watch(platform string, load func() chat.Load) {
	if p.metrics != nil {
		p.metrics.Watch(platform, load)
	}
}

// publicAddress reads the address of the pages, without a slash at its end; "" for none.
func publicAddress(s string) (string, error) {
	s = strings.TrimRight(strings.TrimSpace(s), "/")
	if u, err := url.Parse(s); s != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery+u.Fragment != "" || u.User != nil) {
		return "", usagef("QUOTH_WEB_URL is no address of pages: write https://news.example.org")
	} else if s != "" && u.Path != "" { // the pages lead to each other from the root of their host
		return "", usagef("QUOTH_WEB_URL has a path, but the pages need a host of their own: write https://news.example.org")
	}
	return s, nil
}

// networks reads addresses and prefixes of networks.
func networks(s string) (all []netip.Prefix, err error) {
	for _, entry := range list(s) {
		network, err := netip.ParsePrefix(entry)
		if a, bad := netip.ParseAddr(entry); bad == nil {
			network, err = a.Prefix(a.BitLen())
		}
		if err != nil {
			return nil, usagef("QUOTH_WEB_PROXIES has an entry that is no address and no prefix of a network: write 172.16.0.0/12")
		}
		all = append(all, network)
	}
	return all, nil
}

// keyOfPages is the key of the addresses of quotes, which the store keeps for all processes that
// have it open.
func (p *Program) keyOfPages(ctx context.Context) (web.Key, error) {
	const name = "key of pages"
	key, err := p.store.State(ctx, name)
	if err != nil || key != "" { // a disk that is full keeps nobody from reading
		return web.Key(key), err
	}
	err = p.store.ChangeState(ctx, name, func(was string) (string, error) {
		key = cmp.Or(was, rand.Text())
		return key, nil
	})
	return web.Key(key), err
}

// ready reports why the database can't be read.
func (p *Program) ready(ctx context.Context) error {
	_, err := p.store.Stats(ctx)
	return err
}

// list takes a list separated by commas apart.
func list(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// historyFile is where the lines typed at the prompt are kept: in the user's
// state folder (XDG Base Directory Specification); "" when there is none.
func historyFile() string {
	dir := os.Getenv("XDG_STATE_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		dir = filepath.Join(home, ".local", "state")
	}
	dir = filepath.Join(dir, "quoth")
	if os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	return filepath.Join(dir, "history")
}
