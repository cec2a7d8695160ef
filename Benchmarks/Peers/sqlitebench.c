/* What a C program that keeps one row per half-hour takes for the same readings: prepared statement, one transaction,
 * key order, WITHOUT ROWID, WAL, synchronous=FULL. The readings are in memory before the clock starts.
 *
 * usage: sqlitebench <readings.csv> <database>
 * build: cc -O2 -o sqlitebench sqlitebench.c -lsqlite3
 */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

struct reading {
    sqlite3_int64 at;
    int watts;
};

static void check(int status, int expected, sqlite3 *db, const char *what)
{
    if (status == expected) return;
    fprintf(stderr, "%s: %s\n", what, sqlite3_errmsg(db));
    exit(1);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: sqlitebench <readings.csv> <database>\n");
        return 2;
    }
    FILE *file = fopen(argv[1], "r");
    if (!file) {
        perror(argv[1]);
        return 1;
    }
    size_t count = 0, capacity = 1 << 18;
    struct reading *readings = malloc(capacity * sizeof *readings);
    long long at;
    int watts;
    while (readings && fscanf(file, "%lld;%d\n", &at, &watts) == 2) {
        if (count == capacity) readings = realloc(readings, (capacity *= 2) * sizeof *readings);
        if (readings) readings[count++] = (struct reading){at, watts};
    }
    fclose(file);
    if (!readings || !count) return 1;

    sqlite3 *db;
    sqlite3_stmt *insert;
    check(sqlite3_open(argv[2], &db), SQLITE_OK, db, "open");
    check(sqlite3_exec(db,
                       "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                       "CREATE TABLE reading (meter INTEGER NOT NULL, at INTEGER NOT NULL, watts INTEGER NOT NULL,"
                       " PRIMARY KEY (meter, at)) WITHOUT ROWID;",
                       NULL, NULL, NULL),
          SQLITE_OK, db, "schema");

    struct timespec start, end;
    clock_gettime(CLOCK_MONOTONIC, &start);
    check(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK, db, "begin");
    check(sqlite3_prepare_v2(db, "INSERT INTO reading VALUES (1, ?, ?)", -1, &insert, NULL), SQLITE_OK, db, "prepare");
    for (size_t index = 0; index < count; index++) {
        sqlite3_bind_int64(insert, 1, readings[index].at);
        sqlite3_bind_int(insert, 2, readings[index].watts);
        check(sqlite3_step(insert), SQLITE_DONE, db, "insert");
        sqlite3_reset(insert);
    }
    check(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK, db, "commit");
    clock_gettime(CLOCK_MONOTONIC, &end);
    sqlite3_finalize(insert);
    sqlite3_close(db);

    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double seconds = (end.tv_sec - start.tv_sec) + (end.tv_nsec - start.tv_nsec) / 1e9;
    printf("{\"rows\": %zu, \"seconds\": %f, \"rows_per_s\": %.0f, \"peak_rss_mb\": %.1f}\n", count, seconds,
           count / seconds, usage.ru_maxrss / 1024.0);
    free(readings);
    return 0;
}
