package zone

func (d *divider) posts(l *Layout) {}
