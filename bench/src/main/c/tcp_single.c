/*
 * A connection for each query, as a resolver makes after TC=1. Sources change, so that the ports of closed
 * connections, which the kernel holds back for a minute, do not run out.
 */
#include "load.h"

#include <sys/epoll.h>

#define SOURCES 64

struct connection {
  int fd;
  uint32_t query;
  uint8_t in[MAX_MESSAGE];
  size_t size;
};

static void open_next(const struct load *load, int poller, struct connection *connection, uint32_t number) {
  struct sockaddr_in source = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(0x7f000200u + 1 + number % SOURCES)};
  const int yes = 1;
  connection->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(connection->fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &yes, sizeof yes);
  if (bind(connection->fd, (const struct sockaddr *)&source, sizeof source)) die("bind");
  if (connect(connection->fd, (const struct sockaddr *)&load->server, sizeof load->server) && errno != EINPROGRESS)
    die("connect");
  connection->query = number % load->queries.count;
  connection->size = 0;
  struct epoll_event event = {.events = EPOLLOUT, .data.ptr = connection};
  if (epoll_ctl(poller, EPOLL_CTL_ADD, connection->fd, &event)) die("epoll_ctl");
}

static void ask(const struct load *load, int poller, struct connection *connection) {
  const struct query *query = &load->queries.all[connection->query];
  uint8_t message[2 + sizeof query->bytes];
  put_id(message, query->length);
  memcpy(message + 2, query->bytes, query->length);
  put_id(message + 2, (uint16_t)connection->query);
  if (send(connection->fd, message, 2u + query->length, MSG_NOSIGNAL) != 2 + query->length) die("send");
  struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
  if (epoll_ctl(poller, EPOLL_CTL_MOD, connection->fd, &event)) die("epoll_ctl");
}

/* True when the connection has done its work, well or not. */
static bool hear(const struct load *load, struct connection *connection, struct result *result) {
  ssize_t got = recv(connection->fd, connection->in + connection->size, MAX_MESSAGE - connection->size, 0);
  if (got <= 0) {
    if (got < 0 && errno == EAGAIN) return false;
    result->lost++;
    return true;
  }
  connection->size += (size_t)got;
  if (connection->size < 2 || connection->size < 2u + get_id(connection->in)) return false;
  if (get_id(connection->in + 2) != (uint16_t)connection->query) result->wrong++;
  if (++result->answered % SAMPLE == 0 &&
      !is_right(load, &load->queries.all[connection->query], connection->in + 2, connection->size - 2))
    result->wrong++;
  return true;
}

struct result tcp_single(const struct load *load) {
  struct connection *connections = calloc((size_t)load->connections, sizeof *connections);
  struct epoll_event events[BATCH];
  struct result result = {0};
  uint32_t number = 0;
  int poller = epoll_create1(0);
  for (int i = 0; i < load->connections; i++) open_next(load, poller, &connections[i], number++);
  uint64_t start = now(), end = start + (uint64_t)(load->seconds * 1e9), time = start;
  for (; time < end; time = now()) {
    int ready = epoll_wait(poller, events, BATCH, 100);
    for (int i = 0; i < ready; i++) {
      struct connection *connection = events[i].data.ptr;
      if (events[i].events & (EPOLLERR | EPOLLHUP)) result.lost++;
      else if (events[i].events & EPOLLOUT) {
        ask(load, poller, connection);
        continue;
      } else if (!hear(load, connection, &result)) continue;
      close(connection->fd);
      open_next(load, poller, connection, number++);
    }
  }
  result.seconds = (double)(time - start) / 1e9;
  return result;
}
