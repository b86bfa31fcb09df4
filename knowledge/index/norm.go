package index

// The constants of BM25 and the weight of a stem in the title beside one in the
// text. k1 and b are the customary ones (Robertson and Zaragoza, The
// Probabilistic Relevance Framework: BM25 and Beyond, 2009); fields are weighed
// as BM25F does in the same paper, before saturation.
const (
	k1          = 1.2
	b           = 0.75
	titleWeight = 2
)

// norms are what a stem counts in documents of each length, so that a score needs no
// division by a length.
type norms struct {
	body  [lengthCodes]float32      // by the code of a length: what a stem counts that stands in such a text once
	title [longestTitle + 1]float32 // the same for a title
}

// set makes the norms of documents of average lengths, in stems.
func (n *norms) set(averageTitle, averageBody float64) {
	for code := range n.body {
		n.body[code] = float32(1 / (1 - b + b*codedLength(code)/averageBody))
	}
	for length := range n.title {
		n.title[length] = float32(titleWeight / (1 - b + b*float64(length)/averageTitle))
	}
}

// score is what a stem of weight 1 counts in a document, at most k1+1.
func (n *norms) score(l length, title, body uint32) float32 {
	return saturated(float32(body)*n.body[l.body] + float32(title)*n.title[l.title])
}

// saturated is a stem's score by its frequency, for which its length is accounted.
func saturated(tf float32) float32 { return tf * (k1 + 1) / (tf + k1) }

// ceilScore is a score as a byte, rounded up.
func ceilScore(score float32) byte {
	return byte(min(255, int(score/(k1+1)*255)+1))
}

// codedScore is the score of a byte where the average lengths are up to scale times as long
// as those for which it was worked out.
func codedScore(code byte, scale float64) float32 {
	if code == 255 {
		return k1 + 1
	}
	share := float64(code) / 255
	tf := k1 * share / (1 - share) * scale
	return float32(tf * (k1 + 1) / (tf + k1))
}
