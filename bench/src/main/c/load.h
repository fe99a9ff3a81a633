/* A load generator for DNS servers, and the reflector that is the floor under them. See main.c. */
#ifndef LOAD_H
#define LOAD_H

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define BATCH 64
#define MAX_MESSAGE 4096
/* Every answer's id is compared; every so many are read in full. */
#define SAMPLE 64

/* One query, and what a right answer to it looks like. */
struct query {
  uint16_t length;
  uint16_t question_length;
  uint8_t rcode;
  uint8_t answers;
  uint8_t bytes[300];
};

struct queries {
  struct query *all;
  uint32_t count;
};

struct load {
  struct sockaddr_in server;
  struct queries queries;
  double seconds;
  double rate;
  int connections;
  int window;
  bool reflector;
};

struct result {
  uint64_t answered;
  uint64_t lost;
  uint64_t wrong;
  double seconds;
  uint32_t *nanoseconds; /* latencies, where they are measured */
  uint64_t latencies;
};

struct result udp_flat(const struct load *load);
struct result udp_paced(const struct load *load);
struct result tcp_pipelined(const struct load *load);
struct result tcp_single(const struct load *load);
void reflect(const struct load *load);

bool is_right(const struct load *load, const struct query *query, const uint8_t *answer, size_t length);
void die(const char *what);

static inline uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static inline void put_id(uint8_t *message, uint16_t id) {
  message[0] = (uint8_t)(id >> 8);
  message[1] = (uint8_t)id;
}

static inline uint16_t get_id(const uint8_t *message) {
  return (uint16_t)(message[0] << 8 | message[1]);
}

#endif
