#ifndef CXLSXWRITER_SHIM_H
#define CXLSXWRITER_SHIM_H
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <xlsxwriter.h>

/* Blocking: its one reader is a thread that has nothing else to do. */
static inline int cxlsxwriter_eventfd(void) { return eventfd(0, EFD_CLOEXEC); }
static inline void cxlsxwriter_name_this_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }
#endif
