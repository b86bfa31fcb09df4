package postgres

import (
	"net"
	"time"
)

// deadAfter is how long a connection may be silent that waits for its other end, which is
// taken for gone then, as after a router lost its memory.
const deadAfter = 20 * time.Second

// dialer opens connections that notice within deadAfter that nobody is there any more.
func dialer(timeout time.Duration) *net.Dialer {
	const probes = 2
	return &net.Dialer{
		Timeout:         timeout,
		KeepAliveConfig: net.KeepAliveConfig{Enable: true, Idle: deadAfter / 2, Interval: deadAfter / 2 / probes, Count: probes},
		Control:         control,
	}
}
