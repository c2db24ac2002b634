// SPDX-License-Identifier: GPL-3.0-or-later
#include "help.h"

namespace sekimori::logtool {

std::string_view helpText()
{
    return R"(Searches, counts, converts and verifies audit logs: CSV, NDJSON and XLSX, also inside of archives.

Usage:
  sekimori-log filter FILTER [OPTION]... [FILE]...    writes the rows that the filter lets through
  sekimori-log count [OPTION]... [FILE]...            counts rows
  sekimori-log top FIELD [OPTION]... [FILE]...        shows the most frequent values of a field
  sekimori-log histogram [OPTION]... [FILE]...        counts rows by time and level
  sekimori-log convert [OPTION]... [FILE]...          writes all rows in another form
  sekimori-log check [OPTION]... [FILE]...            lists what cannot be read
  sekimori-log verify [OPTION]... BUNDLE...           tells whether sealed bundles were altered
Without a FILE, or where it is -, standard input is read.

Options:
  -f, --filter FILTER    only what this filter lets through (count, top, histogram, convert)
  -F, --format FORMAT    csv, ndjson or table; table on a terminal, csv elsewhere
  -o, --output FILE      writes into FILE, which is there once it is complete; a name that ends in
                         .ndjson, .gz or .zip says how; -: standard output
  -O, --order COLUMN     orders rows by a column; -COLUMN: the highest first (filter, convert)
  -n, --most NUMBER      so many values (top); 10 without it
  -s, --step LENGTH      the length of a bar: 10m, 1h, 1d, 1w (histogram)
  -z, --zone ZONE        the zone of times that name none, of the filter and of what is shown:
                         Asia/Tokyo, UTC, +09:00; that of the system without it
  -c, --columns LIST     what each column of a CSV is: time,source,user,,level
  -H, --header yes|no    whether the first row of each CSV holds titles; it is guessed without this
  -k, --key FILE         a public key of the log, in PEM form, from elsewhere than the bundle (verify)
  -C, --checkpoint FILE  checkpoints of the log: the mail that brought them, or the file attached to it (verify)
  -q, --quiet            writes nothing; the exit code tells
  -h, --help             shows this
  -V, --version          shows the version

Filters:
  user:taro  level>=warning  source:10.0.0.0/8  time:2026-03-01..2026-03-05  since:7d
  action:"log in*"  complement~reset  user:(taro, hanako)  /r[eé]sum/  -result:SUCCESS  (a or b) c
  The manual page sekimori-log(1) has all of it.

Exit code: 0 rows were found, 1 none were, 2 something went wrong; of check: 0 all could be read, 1 not all;
of verify: 0 all are intact by a key that was given, 1 one is altered, cut off or of another log, or events are missing,
2 something could not be read, 3 the key of one is not among those that were given, 4 none of the checkpoints that were
given could be held against one, because it does not have their events; the first of 1, 2, 3, 4 that applies.
)";
}

}
