/* The peer of MQTTBench: libmosquitto's own thread (mosquitto_loop_start), MQTT 3.1.1, QoS 1, window 100.
 *
 *   mqttbench PORT MESSAGES
 *
 * Publishes messages of 200 bytes as fast as the library takes them and waits for every PUBACK.
 * Prints one line of JSON; CPU is user and system time of the whole process.
 */
#include <mosquitto.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

enum { PAYLOAD_SIZE = 200, WINDOW = 100 };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static bool connected;
static bool finished;
static atomic_long acknowledged;
static long wanted;

static void set(bool *flag) {
    pthread_mutex_lock(&mutex);
    *flag = true;
    pthread_cond_signal(&changed);
    pthread_mutex_unlock(&mutex);
}

static void wait_for(const bool *flag) {
    pthread_mutex_lock(&mutex);
    while (!*flag) pthread_cond_wait(&changed, &mutex);
    pthread_mutex_unlock(&mutex);
}

static void on_connect(struct mosquitto *client, void *context, int result) {
    (void)client, (void)context;
    if (result != 0) {
        fprintf(stderr, "refused: %s\n", mosquitto_connack_string(result));
        exit(1);
    }
    set(&connected);
}

static void on_publish(struct mosquitto *client, void *context, int id) {
    (void)client, (void)context, (void)id;
    if (atomic_fetch_add(&acknowledged, 1) + 1 == wanted) set(&finished);
}

static void check(int result, const char *what) {
    if (result == MOSQ_ERR_SUCCESS) return;
    fprintf(stderr, "%s: %s\n", what, mosquitto_strerror(result));
    exit(1);
}

static double seconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double cpu_seconds(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
        + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
}

static int write_payload(char *payload, long i) {
    int length = snprintf(
        payload, PAYLOAD_SIZE + 1,
        "{\"pdl\":\"%014ld\",\"ts\":\"2024-01-15T10:30:00Z\",\"kind\":\"puissance\",\"value\":%ld.%ld,\"unit\":\"kW\",\"pad\":\"",
        21400000000000L + i % 1000, i % 5000, i % 10);
    while (length < PAYLOAD_SIZE - 2) payload[length++] = 'x';
    payload[length++] = '"';
    payload[length++] = '}';
    return length;
}

int main(int count, char **arguments) {
    if (count != 3) {
        fprintf(stderr, "usage: mqttbench PORT MESSAGES\n");
        return 2;
    }
    int port = atoi(arguments[1]);
    wanted = atol(arguments[2]);

    mosquitto_lib_init();
    struct mosquitto *client = mosquitto_new("peer", true, NULL);
    if (!client) return 1;
    check(mosquitto_max_inflight_messages_set(client, WINDOW), "window");
    check(mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1), "nodelay");
    mosquitto_connect_callback_set(client, on_connect);
    mosquitto_publish_callback_set(client, on_publish);
    check(mosquitto_connect(client, "127.0.0.1", port, 60), "connect");
    check(mosquitto_loop_start(client), "loop");
    wait_for(&connected);

    double start = seconds();
    double cpu = cpu_seconds();
    for (long i = 0; i < wanted; i++) {
        char topic[64];
        char payload[PAYLOAD_SIZE + 1];
        int length = write_payload(payload, i);
        snprintf(topic, sizeof topic, "med/%014ld/reading", 21400000000000L + i % 1000);
        check(mosquitto_publish(client, NULL, topic, length, payload, 1, false), "publish");
    }
    wait_for(&finished);
    double elapsed = seconds() - start;
    double used = cpu_seconds() - cpu;

    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf(
        "{\"name\":\"libmosquitto 3.1.1\",\"messages\":%ld,\"messages_per_second\":%.0f,"
        "\"cpu_us_per_message\":%.3f,\"max_rss_mb\":%.1f}\n",
        wanted, (double)wanted / elapsed, used * 1e6 / (double)wanted, (double)usage.ru_maxrss / 1024);

    mosquitto_disconnect(client);
    mosquitto_loop_stop(client, false);
    mosquitto_destroy(client);
    mosquitto_lib_cleanup();
    return 0;
}
