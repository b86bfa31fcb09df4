import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene over documents that are stems already, for measure to compare with.
 *
 * "index FOLDER" reads a document a line: its number, a tab, its stems between spaces.
 * "search FOLDER" reads a query a line: "pruned" or "exhaustive", how many documents are wanted,
 * then each stem and its weight, all between tabs; and answers each with the nanoseconds that the
 * processor was at it and the numbers of the documents, best first.
 */
public final class Lucene {
    private static final String STEMS = "stems";
    private static final String NUMBER = "number";

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8), 1 << 20);
        try (MMapDirectory folder = new MMapDirectory(Paths.get(args[1]))) {
            if (args[0].equals("index")) {
                index(in, folder);
            } else {
                search(in, folder, new PrintStream(System.out, false, "UTF-8"));
            }
        }
    }

    private static void index(BufferedReader in, MMapDirectory folder) throws Exception {
        FieldType frequencies = new FieldType();
        frequencies.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        frequencies.setTokenized(true);
        frequencies.freeze();
        IndexWriterConfig config = new IndexWriterConfig(new WhitespaceAnalyzer()).setRAMBufferSizeMB(256);
        try (IndexWriter writer = new IndexWriter(folder, config)) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                int tab = line.indexOf('\t');
                Document d = new Document();
                d.add(new NumericDocValuesField(NUMBER, Long.parseLong(line.substring(0, tab))));
                d.add(new Field(STEMS, line.substring(tab + 1), frequencies));
                writer.addDocument(d);
            }
        }
    }

    private static void search(BufferedReader in, MMapDirectory folder, PrintStream out) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        try (DirectoryReader reader = DirectoryReader.open(folder)) {
            System.err.printf("Lucene has %d documents in %d segments%n", reader.numDocs(), reader.leaves().size());
            IndexSearcher searcher = new IndexSearcher(reader);
            searcher.setSimilarity(new BM25Similarity(1.2f, 0.75f));
            searcher.setQueryCache(null);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] words = line.split("\t");
                int limit = Integer.parseInt(words[1]);
                long before = threads.getCurrentThreadCpuTime();
                BooleanQuery.Builder query = new BooleanQuery.Builder();
                for (int i = 2; i < words.length; i += 2) {
                    TermQuery term = new TermQuery(new Term(STEMS, words[i]));
                    query.add(new BoostQuery(term, Float.parseFloat(words[i + 1])), BooleanClause.Occur.SHOULD);
                }
                TopScoreDocCollector best = TopScoreDocCollector.create(limit, words[0].equals("pruned") ? limit : Integer.MAX_VALUE);
                searcher.search(query.build(), best);
                ScoreDoc[] hits = best.topDocs().scoreDocs;
                long took = threads.getCurrentThreadCpuTime() - before;
                StringBuilder answer = new StringBuilder(Long.toString(took));
                for (ScoreDoc hit : hits) {
                    LeafReaderContext leaf = reader.leaves().get(ReaderUtil.subIndex(hit.doc, reader.leaves()));
                    NumericDocValues numbers = leaf.reader().getNumericDocValues(NUMBER);
                    numbers.advanceExact(hit.doc - leaf.docBase);
                    answer.append('\t').append(numbers.longValue());
                }
                out.println(answer);
                out.flush();
            }
        }
    }
}
