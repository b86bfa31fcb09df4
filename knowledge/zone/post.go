package zone

func (d *Draft) posts(l *Layout) {}
