// Makes a replica set of the one server, so that transactions work, and its user; asked again and again, as its health check.
const { readFileSync } = require("fs");

const admin = db.getSiblingDB("admin");
admin.auth("root", readFileSync("/run/secrets/mongodb_password", "utf8").trim());
try {
  rs.status();
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  rs.initiate({ _id: "p2p", members: [{ _id: 0, host: "mongodb:27017" }] });
}
if (!admin.hello().isWritablePrimary) quit(1);

// who keeps the forum in the database p2p, and may do nothing elsewhere
const forum = db.getSiblingDB("p2p");
if (!forum.getUser("p2p")) {
  const pwd = readFileSync("/run/secrets/content_password", "utf8").trim();
  forum.createUser({ user: "p2p", pwd, roles: [{ role: "dbOwner", db: "p2p" }] });
}
