package dev.kalm.testnet;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.directory.Attribute;
import javax.naming.directory.InitialDirContext;

/** An independent DNS client: the JDK's own. */
final class DnsClient {
  private DnsClient() {}

  /** The values, sorted; none for NODATA and NXDOMAIN. */
  static List<String> query(InetAddress server, String name, String type) throws NamingException {
    Hashtable<String, String> environment = new Hashtable<>();
    environment.put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.dns.DnsContextFactory");
    environment.put(Context.PROVIDER_URL, "dns://" + server.getHostAddress());
    InitialDirContext context = new InitialDirContext(environment);
    try {
      Attribute values = context.getAttributes(name, new String[] {type}).get(type);
      List<String> sorted = new ArrayList<>();
      for (int i = 0; values != null && i < values.size(); i++) {
        sorted.add(values.get(i).toString());
      }
      sorted.sort(null);
      return sorted;
    } catch (NameNotFoundException _) {
      return List.of();
    } finally {
      context.close();
    }
  }
}
