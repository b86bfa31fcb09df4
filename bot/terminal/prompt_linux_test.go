package terminal

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// keyboard is a person at a prompt on a pseudo-terminal.
type keyboard struct {
	t        *testing.T
	master   *os.File
	seen     strings.Builder // all that the screen showed and is not waited for yet
	ended    chan error
	greeting string
}

// pseudoTerminal opens one of 80 columns.
func pseudoTerminal(t *testing.T) (master, tty *os.File) {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skip("no pseudo-terminals here: ", err)
	}
	t.Cleanup(func() { master.Close() })
	fd := int(master.Fd())
	number, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		err = unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 200, Col: 80})
	}
	if err != nil {
		t.Fatal(err)
	}
	tty, err = os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tty.Close() })
	return master, tty
}

// sit starts a prompt.
func sit(t *testing.T) *keyboard {
	t.Helper()
	master, tty := pseudoTerminal(t)
	k := &keyboard{t: t, master: master, ended: make(chan error, 1)}
	prompt := newTerminal(t)
	prompt.In, prompt.Out = tty, tty
	go func() {
		k.ended <- prompt.Run(t.Context())
		tty.Close() // so that nobody waits for more on the screen
	}()
	k.greeting = k.wait("> ")
	return k
}

func (k *keyboard) press(keys string) {
	k.t.Helper()
	if _, err := k.master.WriteString(keys); err != nil {
		k.t.Fatal(err)
	}
}

// wait reads the screen until it has shown text, and returns what it showed
// until then. What never comes fails the test after a minute.
func (k *keyboard) wait(text string) string {
	k.t.Helper()
	buf := make([]byte, 4096)
	if err := k.master.SetReadDeadline(time.Now().Add(time.Minute)); err != nil {
		k.t.Fatal(err)
	}
	for {
		shown := k.seen.String()
		if at := strings.Index(shown, text); at >= 0 {
			k.seen.Reset()
			k.seen.WriteString(shown[at+len(text):])
			return shown[:at+len(text)]
		}
		n, err := k.master.Read(buf)
		if err != nil {
			k.t.Fatalf("the screen shows %q and not %q: %v", shown, text, err)
		}
		k.seen.Write(buf[:n])
	}
}

func TestPromptTakesPastedLines(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	k := sit(t)
	k.press("\x1b[200~When did the ferry strike end?\r\x1b[201~")
	k.wait("ended on 9 March 2024")
	k.wait("> ")
	k.press("\x1b[200~/sources\x1b[201~\r")
	k.wait("Harbour Post: 1 article")
	k.wait("> ")
	k.press("\x04")
	if err := <-k.ended; err != nil {
		t.Error(err)
	}
}

func TestPromptGreets(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	k := sit(t)
	for _, want := range []string{"Stored: 1 article, the newest of", "/help lists commands"} {
		if !strings.Contains(k.greeting, want) {
			t.Errorf("the prompt greets with %q", k.greeting)
		}
	}
	k.press("ok\r")
	k.wait("> ")
	k.press("\x04")
	if err := <-k.ended; err != nil {
		t.Error(err)
	}
}

func TestPromptCtrlC(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	k := sit(t)
	k.press("nonsense\x1b[D\x1b[D\x03/sources\r")
	if shown := k.wait("Harbour Post: 1 article"); strings.Contains(shown, "no command") {
		t.Errorf("the line was not cleared: %q", shown)
	}
	k.wait("> ")
	k.press("\x03")
	if err := <-k.ended; err != nil {
		t.Error(err)
	}
}

// Ctrl-R brings back the newest line that holds what is typed, before or behind it, and pressed
// again an older one. What no line holds is typed on.
func TestPromptCtrlR(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	k := sit(t)
	for _, line := range []string{"/sources", "/latest", "/help ask"} {
		k.press(line + "\r")
		k.wait(line)
		k.wait("\n> ")
	}
	k.press("/S\x12\r")
	k.wait("Harbour Post: 1 article")
	k.wait("> ")
	k.press("\x12\x12\x12\r") // /sources, /help ask, /latest
	k.wait("Latest news")
	k.wait("> ")
	k.press("nowhere\x12\r")
	k.wait("nowhere")
	k.wait("> ")
	k.press("\x12sourc\r")
	k.wait("Harbour Post: 1 article")
	k.wait("> ")
}

func TestPromptNumbers(t *testing.T) {
	t.Setenv("NO_COLOR", "1")
	k := sit(t)
	k.press("77\r")
	k.wait("Not found in")
	k.wait("> ")
	k.press("When did the ferry strike end?\r")
	k.wait("1 Article summary")
	k.wait("> ")
	for _, number := range []string{"9", "0"} {
		k.press(number + "\r")
		k.wait("There is no " + number + ": choose 1 to 4.")
		k.wait("1 Article summary")
		k.wait("> ")
	}
	k.press("1\r")
	k.wait("Ferry crews walk out")
}

func TestStyleOf(t *testing.T) {
	_, tty := pseudoTerminal(t)
	for _, c := range []struct {
		noColor, term string
		columns       uint16
		want          Style
	}{
		{"", "xterm", 80, Style{Colour: true, Width: 80}},
		{"1", "xterm", 80, Style{Width: 80}},
		{"", "dumb", 80, Style{Width: 80}},
		{"", "xterm", 300, Style{Colour: true, Width: 100}},
		{"", "xterm", 0, Style{Colour: true, Width: 80}},
	} {
		t.Setenv("NO_COLOR", c.noColor)
		t.Setenv("TERM", c.term)
		if err := unix.IoctlSetWinsize(int(tty.Fd()), unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: c.columns}); err != nil {
			t.Fatal(err)
		}
		if got := StyleOf(tty); got != c.want {
			t.Errorf("%+v gives %+v", c, got)
		}
	}
	file, err := os.Create(t.TempDir() + "/out")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if got := StyleOf(file); got != (Style{}) {
		t.Errorf("a file gets %+v", got)
	}
}
