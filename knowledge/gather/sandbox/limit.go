package sandbox

const (
	// gcPercent is how much the heap of a child grows between collections, in percent: a
	// document is parsed in less memory so, for a few percent more time.
	gcPercent = 40
	// softMemory is from how many bytes on a child collects garbage all the time. The
	// largest documents take ten times their size, and the program 64 MB.
	softMemory = 144 << 20
	// hardMemory is how many bytes of memory end a child, beside those that it has when it
	// is ready.
	hardMemory = 256 << 20
	// processorTime is how many seconds of a processor's time end a child, which is more
	// than its documents may take; it ends one whose parent is gone.
	processorTime = 600
)
