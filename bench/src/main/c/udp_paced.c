/*
 * A fixed number of queries a second, whether answers come or not. A latency counts from the moment
 * when the query was due: a server that stalls makes the queries behind it late too.
 */
#include "load.h"

#define SLOTS 65536

static uint32_t asked[SLOTS];
static uint64_t due[SLOTS];

static void receive(const struct load *load, int fd, struct result *result, uint64_t most) {
  uint8_t answer[MAX_MESSAGE];
  ssize_t length;
  while ((length = recv(fd, answer, sizeof answer, MSG_DONTWAIT)) > 0) {
    uint16_t id = get_id(answer);
    if (length < 12 || !due[id]) {
      result->wrong++;
      continue;
    }
    if (result->latencies < most) result->nanoseconds[result->latencies++] = (uint32_t)(now() - due[id]);
    due[id] = 0;
    if (++result->answered % SAMPLE == 0 && !is_right(load, &load->queries.all[asked[id]], answer, (size_t)length))
      result->wrong++;
  }
}

struct result udp_paced(const struct load *load) {
  uint64_t total = (uint64_t)(load->seconds * load->rate), sent = 0;
  struct result result = {.nanoseconds = malloc((total + 1) * sizeof(uint32_t))};
  double interval = 1e9 / load->rate;
  int fd = socket(AF_INET, SOCK_DGRAM, 0);
  if (connect(fd, (const struct sockaddr *)&load->server, sizeof load->server)) die("connect");
  uint64_t start = now();
  while (sent < total) {
    uint64_t moment = start + (uint64_t)((double)sent * interval);
    if (now() >= moment) {
      uint16_t id = (uint16_t)sent;
      const struct query *query = &load->queries.all[asked[id] = (uint32_t)(sent % load->queries.count)];
      uint8_t message[MAX_MESSAGE];
      memcpy(message, query->bytes, query->length);
      put_id(message, id);
      if (due[id]) result.lost++;
      due[id] = moment;
      if (send(fd, message, query->length, 0) < 0 && errno != ECONNREFUSED) die("send");
      sent++;
    }
    receive(load, fd, &result, total);
  }
  result.seconds = (double)(now() - start) / 1e9;
  for (uint64_t last = now() + 100000000; now() < last;) receive(load, fd, &result, total);
  for (int i = 0; i < SLOTS; i++) result.lost += due[i] != 0;
  return result;
}
