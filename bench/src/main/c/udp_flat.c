/*
 * Drives a server flat out. The window keeps its queue filled without ever overflowing it; the
 * generator spins instead of sleeping, since waking it would be work on the server's account.
 */
#include "load.h"

#define SLOTS 4096
#define LOST_AFTER 200000000u

struct socket {
  int fd;
  int outstanding;
  uint16_t next;
  uint64_t heard;
  uint32_t asked[SLOTS];
  bool waiting[SLOTS];
};

static uint8_t out[BATCH][MAX_MESSAGE], in[BATCH][MAX_MESSAGE];
static struct iovec out_parts[BATCH], in_parts[BATCH];
static struct mmsghdr out_messages[BATCH], in_messages[BATCH];

static void send_batch(const struct load *load, struct socket *socket, uint32_t *query, int count) {
  for (int i = 0; i < count; i++) {
    const struct query *next = &load->queries.all[*query];
    uint16_t id = (uint16_t)(socket->next + i);
    memcpy(out[i], next->bytes, next->length);
    put_id(out[i], id);
    out_parts[i].iov_len = next->length;
    socket->asked[id % SLOTS] = *query;
    *query = *query + 1 == load->queries.count ? 0 : *query + 1;
  }
  int sent = sendmmsg(socket->fd, out_messages, (unsigned)count, 0);
  if (sent < 0 && errno != EAGAIN && errno != ECONNREFUSED) die("sendmmsg");
  for (int i = 0; i < sent; i++) socket->waiting[socket->next++ % SLOTS] = true;
  socket->outstanding += sent > 0 ? sent : 0;
}

static int receive_batch(const struct load *load, struct socket *socket, struct result *result) {
  int count = recvmmsg(socket->fd, in_messages, BATCH, MSG_DONTWAIT, NULL);
  for (int i = 0; i < count; i++) {
    uint16_t slot = get_id(in[i]) % SLOTS;
    if (in_messages[i].msg_len < 12 || !socket->waiting[slot]) {
      result->wrong++;
      continue;
    }
    socket->waiting[slot] = false;
    socket->outstanding--;
    if (++result->answered % SAMPLE == 0 &&
        !is_right(load, &load->queries.all[socket->asked[slot]], in[i], in_messages[i].msg_len))
      result->wrong++;
  }
  return count;
}

static void give_up(struct socket *socket, struct result *result) {
  memset(socket->waiting, 0, sizeof socket->waiting);
  result->lost += (uint64_t)socket->outstanding;
  socket->outstanding = 0;
}

struct result udp_flat(const struct load *load) {
  struct socket *sockets = calloc((size_t)load->connections, sizeof *sockets);
  struct result result = {0};
  uint32_t query = 0;
  int room = 1 << 20, batch = load->window < 2 * BATCH ? (load->window + 1) / 2 : BATCH;
  for (int i = 0; i < BATCH; i++) {
    out_parts[i].iov_base = out[i];
    in_parts[i] = (struct iovec){in[i], MAX_MESSAGE};
    out_messages[i].msg_hdr = (struct msghdr){.msg_iov = &out_parts[i], .msg_iovlen = 1};
    in_messages[i].msg_hdr = (struct msghdr){.msg_iov = &in_parts[i], .msg_iovlen = 1};
  }
  uint64_t start = now(), end = start + (uint64_t)(load->seconds * 1e9), time = start;
  for (int i = 0; i < load->connections; i++) {
    sockets[i].fd = socket(AF_INET, SOCK_DGRAM, 0);
    sockets[i].heard = start;
    setsockopt(sockets[i].fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    if (connect(sockets[i].fd, (const struct sockaddr *)&load->server, sizeof load->server)) die("connect");
  }
  for (; time < end; time = now())
    for (int i = 0; i < load->connections; i++) {
      struct socket *socket = &sockets[i];
      if (socket->outstanding + batch <= load->window) send_batch(load, socket, &query, batch);
      if (receive_batch(load, socket, &result) > 0) socket->heard = time;
      else if (time > socket->heard + LOST_AFTER) {
        give_up(socket, &result);
        socket->heard = time;
      }
    }
  result.seconds = (double)(time - start) / 1e9;
  /* What is still on its way when time is up was answered too, or is about to be. */
  for (uint64_t last = now() + 20000000; now() < last;)
    for (int i = 0; i < load->connections; i++) receive_batch(load, &sockets[i], &result);
  for (int i = 0; i < load->connections; i++) result.lost += (uint64_t)sockets[i].outstanding;
  return result;
}
