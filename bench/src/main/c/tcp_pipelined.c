/* Connections that stay, each with many queries on their way (RFC 7766 section 6.2.1.1). */
#include "load.h"

#define SLOTS 4096
#define ROOM 65536

struct connection {
  int fd;
  int outstanding;
  uint16_t next;
  uint32_t asked[SLOTS];
  bool waiting[SLOTS];
  uint8_t out[ROOM], in[ROOM];
  size_t out_from, out_to, in_size;
};

static void fill(const struct load *load, struct connection *connection, uint32_t *query) {
  connection->out_from = connection->out_to = 0;
  while (connection->outstanding < load->window && connection->out_to + MAX_MESSAGE < ROOM) {
    const struct query *next = &load->queries.all[*query];
    uint8_t *at = connection->out + connection->out_to;
    put_id(at, next->length);
    memcpy(at + 2, next->bytes, next->length);
    put_id(at + 2, connection->next);
    connection->asked[connection->next % SLOTS] = *query;
    connection->waiting[connection->next++ % SLOTS] = true;
    connection->out_to += 2u + next->length;
    connection->outstanding++;
    *query = *query + 1 == load->queries.count ? 0 : *query + 1;
  }
}

static void send_rest(struct connection *connection) {
  ssize_t sent = send(connection->fd, connection->out + connection->out_from,
                      connection->out_to - connection->out_from, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent > 0) connection->out_from += (size_t)sent;
  else if (errno != EAGAIN) die("send: the server closed the connection");
}

static void take(const struct load *load, struct connection *connection, const uint8_t *answer, size_t length,
                 struct result *result) {
  uint16_t slot = get_id(answer) % SLOTS;
  if (length < 12 || !connection->waiting[slot]) {
    result->wrong++;
    return;
  }
  connection->waiting[slot] = false;
  connection->outstanding--;
  if (++result->answered % SAMPLE == 0 &&
      !is_right(load, &load->queries.all[connection->asked[slot]], answer, length))
    result->wrong++;
}

static void receive(const struct load *load, struct connection *connection, struct result *result) {
  ssize_t got = recv(connection->fd, connection->in + connection->in_size, ROOM - connection->in_size, MSG_DONTWAIT);
  if (got <= 0) {
    if (got == 0 || errno != EAGAIN) die("recv: the server closed the connection");
    return;
  }
  size_t from = 0, to = connection->in_size + (size_t)got;
  while (to - from >= 2 && to - from >= 2u + get_id(connection->in + from)) {
    size_t length = get_id(connection->in + from);
    take(load, connection, connection->in + from + 2, length, result);
    from += 2 + length;
  }
  memmove(connection->in, connection->in + from, to - from);
  connection->in_size = to - from;
}

struct result tcp_pipelined(const struct load *load) {
  struct connection *connections = calloc((size_t)load->connections, sizeof *connections);
  struct result result = {0};
  uint32_t query = 0;
  int yes = 1;
  for (int i = 0; i < load->connections; i++) {
    connections[i].fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(connections[i].fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (connect(connections[i].fd, (const struct sockaddr *)&load->server, sizeof load->server)) die("connect");
  }
  uint64_t start = now(), end = start + (uint64_t)(load->seconds * 1e9), time = start;
  for (; time < end; time = now())
    for (int i = 0; i < load->connections; i++) {
      struct connection *connection = &connections[i];
      if (connection->out_from < connection->out_to) send_rest(connection);
      else if (connection->outstanding <= load->window / 2) fill(load, connection, &query);
      receive(load, connection, &result);
    }
  result.seconds = (double)(time - start) / 1e9;
  return result;
}
