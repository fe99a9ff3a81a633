/*
 * load MODE ADDRESS PORT [QUERIES SECONDS CONNECTIONS WINDOW RATE [reflector]]
 *
 *   reflect       answers every datagram with itself, until it is ended: the floor
 *   udp-flat      as fast as the server can, with WINDOW queries on their way on each of CONNECTIONS sockets
 *   udp-paced     RATE queries a second, each at its own moment; latencies
 *   tcp-pipelined WINDOW queries on their way on each of CONNECTIONS connections
 *   tcp-single    a connection for each query, CONNECTIONS at a time
 *
 * It prints "name value" lines. With "reflector" the server is one, and its answers are no DNS.
 */
#include "load.h"

void die(const char *what) {
  fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
  exit(1);
}

static uint8_t *read_file(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file || fseek(file, 0, SEEK_END)) die(path);
  *size = (size_t)ftell(file);
  rewind(file);
  uint8_t *bytes = malloc(*size);
  if (!bytes || fread(bytes, 1, *size, file) != *size) die(path);
  fclose(file);
  return bytes;
}

/* Each record: length, length of the question (two bytes, big end first), rcode, answers, message. */
static struct queries read_queries(const char *path) {
  size_t size;
  uint8_t *bytes = read_file(path, &size);
  struct queries queries = {malloc(size / 18 * sizeof(struct query)), 0};
  for (size_t at = 0; at + 6 < size;) {
    struct query *query = &queries.all[queries.count++];
    query->length = get_id(bytes + at);
    query->question_length = get_id(bytes + at + 2);
    query->rcode = bytes[at + 4];
    query->answers = bytes[at + 5];
    memcpy(query->bytes, bytes + at + 6, query->length);
    at += 6u + query->length;
  }
  free(bytes);
  return queries;
}

/* A signed zone adds signatures, and answers "no such name" with NOERROR (RFC 9824) or with NXDOMAIN. */
bool is_right(const struct load *load, const struct query *query, const uint8_t *answer, size_t length) {
  if (load->reflector) return length == query->length;
  if (length < 12u + query->question_length || !(answer[2] & 0x80) || answer[2] & 0x02) return false;
  int rcode = answer[3] & 15, answers = answer[6] << 8 | answer[7];
  bool denial = query->rcode == 3 && rcode == 0 && answer[9] > 0;
  return (rcode == query->rcode || denial) && (query->answers ? answers > 0 : answers == 0) &&
         !memcmp(answer + 12, query->bytes + 12, query->question_length);
}

static int ascending(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}

static void print(struct result result) {
  printf("answered %lu\nlost %lu\nwrong %lu\nseconds %.6f\n", result.answered, result.lost, result.wrong,
         result.seconds);
  if (!result.latencies) return;
  qsort(result.nanoseconds, result.latencies, sizeof *result.nanoseconds, ascending);
  const struct { const char *name; double part; } parts[] = {{"p50", .5}, {"p90", .9}, {"p99", .99}, {"p999", .999}};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
    printf("%s %u\n", parts[i].name, result.nanoseconds[(uint64_t)((double)result.latencies * parts[i].part)]);
}

int main(int count, char **arguments) {
  static const struct { const char *name; struct result (*run)(const struct load *); } modes[] = {
      {"udp-flat", udp_flat}, {"udp-paced", udp_paced}, {"tcp-pipelined", tcp_pipelined}, {"tcp-single", tcp_single}};
  struct load load = {.server = {.sin_family = AF_INET}};
  if (count < 4 || inet_pton(AF_INET, arguments[2], &load.server.sin_addr) != 1) goto usage;
  load.server.sin_port = htons((uint16_t)atoi(arguments[3]));
  if (!strcmp(arguments[1], "reflect")) reflect(&load);
  if (count < 9) goto usage;
  load.queries = read_queries(arguments[4]);
  load.seconds = atof(arguments[5]);
  load.connections = atoi(arguments[6]);
  load.window = atoi(arguments[7]);
  load.rate = atof(arguments[8]);
  load.reflector = count > 9;
  for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
    if (!strcmp(arguments[1], modes[i].name)) {
      print(modes[i].run(&load));
      return 0;
    }
usage:
  fprintf(stderr, "load MODE ADDRESS PORT [QUERIES SECONDS CONNECTIONS WINDOW RATE [reflector]]\n");
  return 2;
}
