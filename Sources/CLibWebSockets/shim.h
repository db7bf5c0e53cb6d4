#pragma once
#include <libwebsockets.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>

// What Swift cannot import from the headers: macros that cast or call, and OpenSSL's setters, which are macros.

enum { trialogue_lws_pre = LWS_PRE, trialogue_bio_type_socket = BIO_TYPE_SOCKET };

static const uint64_t trialogue_lws_options_always =
    LWS_SERVER_OPTION_LIBUV | LWS_SERVER_OPTION_FAIL_UPON_UNABLE_TO_BIND |
    LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME;
static const uint64_t trialogue_lws_option_tls = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
static const uint64_t trialogue_lws_option_no_ipv6 = LWS_SERVER_OPTION_DISABLE_IPV6;

// TLS 1.2 and 1.3 only, no session tickets and no session cache (each connection proves itself anew), no renegotiation,
// and the curves that browsers offer. Returns 1 when every setting was taken.
static inline int trialogue_tls_harden(void *context) {
    SSL_CTX *ctx = (SSL_CTX *)context;
    SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                 SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
    SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
    return SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) == 1 && SSL_CTX_set_num_tickets(ctx, 0) == 1 &&
           SSL_CTX_set1_groups_list(ctx, "X25519:P-256:P-384") == 1;
}

// Debian's libwebsockets is built without its own hash functions. Returns 1 when `digest` has the 32 bytes.
static inline int trialogue_sha256(const void *bytes, size_t count, unsigned char *digest) {
    return EVP_Digest(bytes, count, digest, NULL, EVP_sha256(), NULL);
}
