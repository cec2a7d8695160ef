// The same load as HTTPBench flood, in C: libcurl's multi_socket interface, epoll, one thread, no allocation of its own.
//
//     curlbench BASE-URL CONCURRENCY SECONDS [CA-FILE]
#define _GNU_SOURCE
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <time.h>

typedef struct {
    CURL *easy;
    size_t length;
    char body[4096];
} source;

static int poller;
static CURLM *multi;
static double timer_at = -1;
static long done;

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double cpu(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

static int watch(CURL *easy, curl_socket_t socket, int what, void *context, void *known) {
    (void)easy;
    (void)context;
    struct epoll_event event = {.data.fd = socket};
    if (what == CURL_POLL_REMOVE) return epoll_ctl(poller, EPOLL_CTL_DEL, socket, NULL), 0;
    event.events = (what & CURL_POLL_IN ? EPOLLIN : 0) | (what & CURL_POLL_OUT ? EPOLLOUT : 0);
    if (!known) {
        curl_multi_assign(multi, socket, multi);
        if (epoll_ctl(poller, EPOLL_CTL_ADD, socket, &event) == 0) return 0;
    }
    epoll_ctl(poller, EPOLL_CTL_MOD, socket, &event);
    return 0;
}

static int set_timer(CURLM *handle, long milliseconds, void *context) {
    (void)handle;
    (void)context;
    timer_at = milliseconds < 0 ? -1 : now() + (double)milliseconds * 1e-3;
    return 0;
}

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
    source *source = context;
    size_t length = size * count;
    if (source->length + length > sizeof source->body) return 0;
    memcpy(source->body + source->length, bytes, length);
    source->length += length;
    return length;
}

static void reap(const char *url) {
    int left;
    CURLMsg *message;
    while ((message = curl_multi_info_read(multi, &left))) {
        if (message->msg != CURLMSG_DONE) continue;
        CURL *easy = message->easy_handle;
        CURLcode result = message->data.result;
        source *source;
        long status = 0;
        curl_easy_getinfo(easy, CURLINFO_PRIVATE, &source);
        curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
        if (result != CURLE_OK || status != 200 || source->length < 100) {
            fprintf(stderr, "%s, status %ld\n", curl_easy_strerror(result), status);
            exit(1);
        }
        done++;
        source->length = 0;
        curl_multi_remove_handle(multi, easy);
        curl_easy_setopt(easy, CURLOPT_URL, url);
        curl_multi_add_handle(multi, easy);
    }
}

int main(int count, char **words) {
    if (count < 4) return fprintf(stderr, "usage: curlbench BASE-URL CONCURRENCY SECONDS [CA-FILE]\n"), 2;
    int concurrency = atoi(words[2]), running;
    char url[512];
    snprintf(url, sizeof url, "%s/power", words[1]);
    curl_global_init(CURL_GLOBAL_ALL);
    poller = epoll_create1(0);
    multi = curl_multi_init();
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, watch);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, set_timer);
    curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)concurrency);
    source *sources = calloc((size_t)concurrency, sizeof *sources);
    for (int index = 0; index < concurrency; index++) {
        CURL *easy = sources[index].easy = curl_easy_init();
        curl_easy_setopt(easy, CURLOPT_PRIVATE, sources + index);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, receive);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, sources + index);
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
        curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, 30000L);
        // The same bytes on the wire as HTTPBench's.
        curl_easy_setopt(easy, CURLOPT_USERAGENT, "swift-myelectricaldata");
        curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip, deflate");
        if (count > 4) curl_easy_setopt(easy, CURLOPT_CAINFO, words[4]);
        curl_easy_setopt(easy, CURLOPT_URL, url);
        curl_multi_add_handle(multi, easy);
    }
    double warm = now() + 0.5, end = warm + atof(words[3]), cpu_before = 0;
    long done_before = -1;
    for (;;) {
        static struct epoll_event events[1024];
        double time = now();
        if (done_before < 0 && time >= warm) {
            done_before = done;
            cpu_before = cpu();
        }
        if (time >= end) break;
        int wait = timer_at < 0 ? 100 : timer_at <= time ? 0 : (int)((timer_at - time) * 1e3) + 1;
        int ready = epoll_wait(poller, events, 1024, wait > 100 ? 100 : wait);
        for (int index = 0; index < ready; index++) {
            int what = (events[index].events & (EPOLLIN | EPOLLHUP | EPOLLERR) ? CURL_CSELECT_IN : 0)
                | (events[index].events & EPOLLOUT ? CURL_CSELECT_OUT : 0);
            curl_multi_socket_action(multi, events[index].data.fd, what, &running);
        }
        if (timer_at >= 0 && now() >= timer_at) {
            timer_at = -1;
            curl_multi_socket_action(multi, CURL_SOCKET_TIMEOUT, 0, &running);
        }
        reap(url);
    }
    double requests = (double)(done - done_before);
    printf("{\"name\":\"libcurl %s %d\",\"requests_per_second\":%f,\"cpu_us_per_request\":%f}\n",
           strncmp(url, "https", 5) ? "http" : "https", concurrency, requests / (end - warm),
           (cpu() - cpu_before) * 1e6 / requests);
    return 0;
}
