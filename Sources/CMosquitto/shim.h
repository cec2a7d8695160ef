#ifndef CMOSQUITTO_SHIM_H
#define CMOSQUITTO_SHIM_H
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <stdbool.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

/* OpenSSL's, as libmosquitto itself uses it; weak, because a libmosquitto built without TLS brings no OpenSSL. */
extern int SSL_pending(const void *ssl) __attribute__((weak));

/* Whether decrypted bytes wait inside OpenSSL, which poll(2) on the socket cannot see. */
static inline bool cmosquitto_has_decrypted_bytes(struct mosquitto *mosq) {
    void *ssl = mosquitto_ssl_get(mosq);
    return ssl && SSL_pending && SSL_pending(ssl) > 0;
}

/* Swift's Glibc module has neither eventfd nor a way to name a thread. */
static inline int cmosquitto_eventfd(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }
static inline void cmosquitto_name_this_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
#endif
