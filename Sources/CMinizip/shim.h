#ifndef CMINIZIP_SHIM_H
#define CMINIZIP_SHIM_H
#include <stdio.h>
#include <unzip.h>

struct cminizip_memory {
    const void *bytes;
    size_t count;
};

static inline voidpf cminizip_open_stream(voidpf opaque, const char *name, int mode) {
    const struct cminizip_memory *memory = (const struct cminizip_memory *)opaque;
    (void)name;
    (void)mode;
    return fmemopen((void *)memory->bytes, memory->count, "rb");
}

/* minizip's own functions on C streams, over a stream that reads memory. `memory` is used during this call only. */
static inline unzFile cminizip_open_memory(const struct cminizip_memory *memory) {
    zlib_filefunc_def functions;
    fill_fopen_filefunc(&functions);
    functions.zopen_file = cminizip_open_stream;
    functions.opaque = (voidpf)memory;
    return unzOpen2("memory", &functions);
}
#endif
