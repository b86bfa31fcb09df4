package zone

// Memory is in how many articles of an outlet each line stood.
type Memory struct {
	times map[uint32]uint8
}

// Times returns in how many articles a line stood.
func (m *Memory) Times(line string) int {
	if m == nil {
		return 0
	}
	return int(m.times[hash(line)])
}

func hash(line string) uint32 { return 0 }
