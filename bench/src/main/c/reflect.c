/* What a server would cost that did nothing: datagrams in and out in batches, no DNS in between. */
#include "load.h"

void reflect(const struct load *load) {
  static uint8_t buffers[BATCH][MAX_MESSAGE];
  struct sockaddr_in clients[BATCH];
  struct iovec parts[BATCH];
  struct mmsghdr messages[BATCH];
  int fd = socket(AF_INET, SOCK_DGRAM, 0), room = 1 << 20;
  setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
  if (bind(fd, (const struct sockaddr *)&load->server, sizeof load->server)) die("bind");
  for (int i = 0; i < BATCH; i++) {
    parts[i] = (struct iovec){buffers[i], MAX_MESSAGE};
    messages[i].msg_hdr = (struct msghdr){
        .msg_name = &clients[i], .msg_namelen = sizeof clients[i], .msg_iov = &parts[i], .msg_iovlen = 1};
  }
  for (;;) {
    int received = recvmmsg(fd, messages, BATCH, MSG_WAITFORONE, NULL);
    if (received < 0) die("recvmmsg");
    for (int i = 0; i < received; i++) parts[i].iov_len = messages[i].msg_len;
    for (int sent = 0; sent < received;) {
      int more = sendmmsg(fd, messages + sent, (unsigned)(received - sent), 0);
      if (more < 0) die("sendmmsg");
      sent += more;
    }
    for (int i = 0; i < received; i++) parts[i].iov_len = MAX_MESSAGE;
  }
}
