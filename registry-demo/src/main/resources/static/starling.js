// The page's own script: draws what the console sends, sends what a person wishes. No framework, nothing from elsewhere.
// Names come from other members of the mesh and are other people's words: they become text, never markup.
'use strict';

const WINDOW_MILLIS = 40000;
const GHOST_MILLIS = 15000;
const SILENCE_MILLIS = 6000;
const SVG = 'http://www.w3.org/2000/svg';

const $ = (id) => document.getElementById(id);

const page = {state: null, calls: [], marks: [], seen: new Set(), lastLog: 0, skew: 0, heard: 0, lostSince: 0};

// ---- small things --------------------------------------------------------------------------------------------------

const now = () => Date.now() + page.skew;

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  node.append(...children);
  return node;
}

function svg(name, attributes = {}) {
  const node = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => node.setAttribute(key, value));
  return node;
}

function set(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

function clock(millis) {
  const time = new Date(millis);
  const two = (n) => String(n).padStart(2, '0');
  return `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}.`
    + String(time.getMilliseconds()).padStart(3, '0');
}

// Makes the children of a node match a list, keeping those that stay: buttons keep their focus.
function reconcile(parent, items, keyOf, create, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const key = keyOf(item);
    let child = old.get(key);
    if (!child) {
      child = create(item);
      child.dataset.key = key;
    }
    old.delete(key);
    if (parent.children[index] !== child) {
      parent.insertBefore(child, parent.children[index] || null);
    }
    update(child, item);
  });
  old.forEach((child) => child.remove());
}

// ---- the flock -----------------------------------------------------------------------------------------------------

// One node for each name: a member that came back sits where it sat before.
function nodes(state) {
  const byName = new Map();
  const node = (name) => {
    if (!byName.has(name)) {
      byName.set(name, {name, members: [], instance: null});
    }
    return byName.get(name);
  };
  state.members.filter((member) => member.self).forEach((member) => node(member.label).members.push(member));
  state.services.forEach((service) => service.instances.forEach((instance) => {
    node(instance.name).instance = instance;
  }));
  state.members.filter((member) => !member.self).forEach((member) => {
    const present = member.liveness === 'ALIVE' || member.liveness === 'SUSPECT';
    if (present || byName.has(member.label) || now() - member.since < GHOST_MILLIS) {
      node(member.label).members.push(member);
    }
  });
  return [...byName.values()].map(looks);
}

function looks(node) {
  const present = node.members.find((m) => m.liveness === 'ALIVE') || node.members.find((m) => m.liveness === 'SUSPECT');
  const ghost = node.members.filter((m) => m !== present && now() - m.since < GHOST_MILLIS)
    .sort((a, b) => b.since - a.since)[0];
  const status = node.instance ? node.instance.status : '';
  node.ids = present ? [present.id] : [];
  node.reason = present ? present.reason : (ghost ? ghost.reason : '');
  if (present && present.self) {
    return Object.assign(node, {look: 'self', word: 'this page’s process'});
  }
  if (present && present.liveness === 'SUSPECT') {
    return Object.assign(node, {look: 'suspect', word: 'suspect'});
  }
  if (present) {
    const calm = status === 'UP' || status === '';
    return Object.assign(node, {look: calm ? 'alive' : status === 'STARTING' ? 'starting' : 'draining',
      word: status ? status.toLowerCase().replaceAll('_', ' ') : 'joined'});
  }
  if (status === 'STARTING' || status === 'QUEUED') {
    return Object.assign(node, {look: 'starting', word: status === 'QUEUED' ? 'waits to start' : 'starting'});
  }
  if (ghost) {
    const died = ghost.liveness === 'DEAD';
    return Object.assign(node, {look: died ? 'dead' : 'left', word: died ? 'died' : 'left'});
  }
  return Object.assign(node, {look: 'stopped', word: 'stopped'});
}

function short(name) {
  const match = /^([a-z]).*?-(\w{1,4})$/i.exec(name);
  return match ? match[1].toUpperCase() + (match[2].length < 3 ? match[2] : '') : name.charAt(0).toUpperCase();
}

function drawFlock(state) {
  const all = nodes(state);
  const places = new Map();
  all.forEach((node, index) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * index) / all.length;
    node.x = 320 + 205 * Math.cos(angle);
    node.y = 266 + 196 * Math.sin(angle);
    node.side = Math.abs(Math.cos(angle)) < 0.25 ? 0 : Math.sign(Math.cos(angle));
    node.below = Math.sin(angle) > 0;
    node.ids.forEach((id) => places.set(id, node));
  });
  const links = state.links.filter((link) => places.has(link.a) && places.has(link.b));
  links.sort((a, b) => (a.kind === 'stands') - (b.kind === 'stands'));
  reconcile($('links'), links, (link) => `${link.a} ${link.b}`, () => svg('path'), (path, link) => {
    const [a, b] = [places.get(link.a), places.get(link.b)];
    const bend = (p, q, middle) => ((p + q) / 2) * 0.72 + middle * 0.28;
    path.setAttribute('d', `M${a.x} ${a.y}Q${bend(a.x, b.x, 320)} ${bend(a.y, b.y, 266)} ${b.x} ${b.y}`);
    path.setAttribute('class', a.look === 'suspect' || b.look === 'suspect' ? 'suspect' : link.kind);
  });
  reconcile($('nodes'), all, (node) => node.name, createNode, updateNode);
  const alive = all.filter((node) => node.ids.length > 0);
  set($('circle-text'), `${alive.length} members and ${links.length} links: `
    + all.map((node) => `${node.name} ${node.word}`).join(', '));
}

function createNode() {
  const group = svg('g');
  group.append(svg('title'), svg('circle', {r: 27}), svg('text'), svg('text'), svg('text'));
  return group;
}

function updateNode(group, node) {
  const [title, circle, letter, name, word] = group.children;
  group.setAttribute('class', `node ${node.look}`);
  group.dataset.look = node.look;
  set(title, [node.name, node.word, node.reason].filter(Boolean).join(': '));
  circle.setAttribute('cx', node.x);
  circle.setAttribute('cy', node.y);
  place(letter, 'short', node.x, node.y + 6, 'middle', node.look === 'dead' ? '✕' : short(node.name));
  const anchor = node.side === 0 ? 'middle' : node.side > 0 ? 'start' : 'end';
  const x = node.x + node.side * 36;
  const y = node.side !== 0 ? node.y - 1 : node.below ? node.y + 45 : node.y - 50;
  place(name, 'name', x, y, anchor, node.name);
  place(word, 'word', x, y + 16, anchor, node.word);
}

function place(text, kind, x, y, anchor, content) {
  text.setAttribute('class', kind);
  text.setAttribute('x', x);
  text.setAttribute('y', y);
  text.setAttribute('text-anchor', anchor);
  set(text, content);
}

function wave() {
  const links = $('links');
  links.classList.remove('wave');
  void links.getBoundingClientRect();
  links.classList.add('wave');
}

// ---- services ------------------------------------------------------------------------------------------------------

function drawServices(state) {
  const times = new Map();
  const keyed = (instance) => {
    // A killed instance can be listed a moment longer, beside the new one of the same name.
    times.set(instance.name, (times.get(instance.name) || 0) + 1);
    return {instance, key: `instance ${instance.name} ${times.get(instance.name)}`};
  };
  const rows = state.services.flatMap((service) => [{service, key: `service ${service.name}`},
    ...service.instances.map(keyed)]);
  reconcile($('services'), rows, (row) => row.key, (row) => (row.service ? createService(row.service) : createInstance(row.instance)),
    (tr, row) => (row.service ? updateService(tr, row.service, state) : updateInstance(tr, row.instance, state)));
  $('start-hint').hidden = !state.whyNoStart;
  set($('start-hint'), state.whyNoStart || '');
}

function createService(service) {
  const more = button('start', 'Start one more', `Start one more instance of ${service.name}`,
    () => wish(`/api/services/${encodeURIComponent(service.name)}/start`));
  return el('tr', {class: 'service'}, el('th', {scope: 'colgroup', colspan: '6'}, el('span', {}, service.name), more));
}

function updateService(tr, service, state) {
  const up = service.instances.filter((instance) => instance.status === 'UP').length;
  set(tr.querySelector('span'), `${service.name}: ${up} up`);
  const more = tr.querySelector('button');
  more.disabled = Boolean(state.whyNoStart);
  more.title = state.whyNoStart || '';
}

function createInstance(instance) {
  const path = `/api/instances/${encodeURIComponent(instance.name)}/`;
  const make = (action, label) => button(action, label, `${label} ${instance.name}`, () => wish(path + action));
  return el('tr', {class: 'instance', 'data-instance': instance.name},
    el('th', {scope: 'row'}, instance.name), el('td', {}, el('span', {class: 'status'})), el('td'),
    el('td', {class: 'address'}), el('td', {class: 'process'}),
    el('td', {}, make('start', 'Start'), make('drain', 'Drain'), make('kill', 'Kill')));
}

function updateInstance(tr, instance, state) {
  const [, status, zone, address, process, actions] = tr.children;
  const look = instance.suspect || instance.status === 'DRAINING' || instance.status === 'OUT_OF_SERVICE' ? 'warn'
    : instance.status === 'UP' ? 'good' : instance.status === 'DOWN' ? 'bad' : '';
  status.firstChild.className = `status ${look}`;
  set(status.firstChild, instance.suspect ? 'SUSPECT' : instance.status.replaceAll('_', ' '));
  status.title = instance.note;
  tr.dataset.status = instance.status;
  tr.dataset.listed = instance.listed;
  set(zone, instance.zone);
  const note = !instance.listed && instance.note;
  address.className = note ? 'note' : 'address';
  set(address, note || instance.address);
  set(process, instance.pid ? String(instance.pid) : '');
  const [start, drain, kill] = actions.children;
  start.disabled = !instance.startable;
  start.title = state.whyNoStart || '';
  drain.disabled = !instance.running || instance.status === 'DRAINING' || instance.status === 'LEAVING';
  kill.disabled = !instance.running;
}

function button(action, label, description, act) {
  const made = el('button', {type: 'button', 'data-action': action, 'aria-label': description}, label);
  made.addEventListener('click', act);
  return made;
}

async function wish(path) {
  const reply = $('reply');
  try {
    const answer = await fetch(path, {method: 'POST'});
    const body = await answer.json();
    reply.classList.toggle('refused', !body.done);
    set(reply, body.message || `The console answered ${answer.status}.`);
  } catch (failure) {
    reply.classList.add('refused');
    set(reply, 'The console did not answer.');
  }
}

// ---- calls ---------------------------------------------------------------------------------------------------------

function takeCalls(news) {
  set($('count-ok'), news.ok.toLocaleString('en'));
  set($('count-retried'), news.retried.toLocaleString('en'));
  set($('count-failed'), news.failed.toLocaleString('en'));
  news.calls.forEach((call) => {
    const key = `${call.from} ${call.number} ${call.at}`;
    if (!page.seen.has(key)) {
      page.seen.add(key);
      page.calls.push(call);
    }
  });
  if (page.calls.length > 1500) {
    page.calls.splice(0, 700).forEach((call) => page.seen.delete(`${call.from} ${call.number} ${call.at}`));
  }
}

function trouble(call) {
  if (call.outcome === 'OK') {
    return;
  }
  const list = $('troubles');
  list.querySelector('.none')?.remove();
  const end = call.outcome === 'RETRIED' ? `${call.reason}; ${call.by} answered` : call.reason;
  list.prepend(el('li', {class: call.outcome}, el('time', {}, clock(call.at)), el('b', {}, call.from),
    el('span', {}, `${call.service}: ${end} (${call.millis} ms)`)));
  while (list.children.length > 30) {
    list.lastChild.remove();
  }
}

function lanes() {
  const names = new Set();
  (page.state ? page.state.services : []).filter((service) => service.name !== 'storefront')
    .forEach((service) => service.instances.forEach((instance) => names.add(instance.name)));
  page.calls.filter((call) => call.by && now() - call.at < WINDOW_MILLIS).forEach((call) => names.add(call.by));
  return [...names].sort().concat('nobody');
}

function drawTimeline() {
  const canvas = $('timeline');
  const rows = lanes();
  const height = rows.length * 26 + 26;
  const width = canvas.clientWidth;
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.height = `${height}px`;
  }
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue(`--${name}`).trim();
  const pen = canvas.getContext('2d');
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = '13px system-ui, "DejaVu Sans", sans-serif';
  const left = 120;
  // Storefronts report once a second: what is younger than that is not known yet.
  const right = now() - 1200;
  const x = (at) => left + ((at - right + WINDOW_MILLIS) / WINDOW_MILLIS) * (width - left - 8);
  drawLanes(pen, rows, {left, width, height, right, x, color});
  drawCalls(pen, rows, {left, x, color});
  drawMarks(pen, {left, height, x, color});
}

function drawLanes(pen, rows, {left, width, height, right, x, color}) {
  pen.textBaseline = 'middle';
  rows.forEach((name, row) => {
    pen.strokeStyle = color('edge');
    pen.beginPath();
    pen.moveTo(left, row * 26 + 13);
    pen.lineTo(width, row * 26 + 13);
    pen.stroke();
    pen.fillStyle = color(name === 'nobody' ? 'soft' : 'text');
    pen.fillText(name, 0, row * 26 + 13, left - 10);
  });
  pen.fillStyle = color('soft');
  pen.font = '11px system-ui, "DejaVu Sans", sans-serif';
  const step = width > 700 ? 5000 : 20000;
  for (let at = Math.ceil((right - WINDOW_MILLIS) / step) * step; at <= right; at += step) {
    pen.fillText(clock(at).slice(0, 8), Math.min(x(at), width - 50), height - 9);
  }
}

function drawCalls(pen, rows, {left, x, color}) {
  const colors = {OK: color('good'), RETRIED: color('warn'), FAILED: color('bad')};
  page.calls.forEach((call) => {
    const at = x(call.at);
    if (at < left) {
      return;
    }
    const y = Math.max(0, rows.indexOf(call.outcome === 'FAILED' ? 'nobody' : call.by)) * 26 + 13;
    pen.fillStyle = colors[call.outcome];
    if (call.outcome === 'OK') {
      pen.fillRect(at - 1.5, y - 7, 3, 14);
    } else {
      pen.beginPath();
      pen.arc(at, y, 6.5, 0, 2 * Math.PI);
      pen.fill();
    }
  });
}

// Deaths and drains as lines through all lanes, so that cause and effect stand side by side.
function drawMarks(pen, {left, height, x, color}) {
  page.marks = page.marks.filter((mark) => x(mark.at) > left);
  const taken = [];
  const bad = (mark) => mark.tone === 'BAD';
  // Deaths first: where words would overlap, theirs are the ones to read.
  [...page.marks.filter(bad), ...page.marks.filter((mark) => !bad(mark))].forEach((mark) => {
    const at = x(mark.at);
    const end = at + pen.measureText(mark.text).width + 12;
    pen.strokeStyle = pen.fillStyle = color(bad(mark) ? 'bad' : mark.tone === 'GOOD' ? 'good' : 'warn');
    pen.setLineDash([3, 4]);
    pen.beginPath();
    pen.moveTo(at, 0);
    pen.lineTo(at, height - 34);
    pen.stroke();
    if (!taken.some(([from, to]) => at < to && end > from)) {
      taken.push([at, end]);
      pen.fillText(mark.text, at + 4, height - 29);
    }
  });
  pen.setLineDash([]);
}

// ---- what happened -------------------------------------------------------------------------------------------------

function happened(line, old) {
  if (line.number <= page.lastLog) {
    return;
  }
  page.lastLog = line.number;
  const list = $('log');
  const atTop = list.scrollTop < 5;
  list.prepend(el('li', {class: line.tone}, el('time', {}, clock(line.at)), el('b', {}, line.who),
    el('span', {}, line.text)));
  while (list.children.length > 200) {
    list.lastChild.remove();
  }
  if (atTop) {
    list.scrollTop = 0;
  }
  const word = /^(died|left|is asked to drain|is listed: UP|is UP)/.exec(line.text);
  if (word) {
    page.marks.push({at: line.at, tone: line.tone,
      text: `${line.who} ${{'is asked to drain': 'drains', 'is listed: UP': 'is up', 'is UP': 'is up'}[word[0]] || word[0]}`});
  }
  if (!old && (line.tone === 'BAD' || line.tone === 'GOOD')) {
    wave();
    set($('announcement'), `${line.who} ${line.text}`);
  }
}

// ---- the stream ----------------------------------------------------------------------------------------------------

function draw() {
  const state = page.state;
  if (!state) {
    return;
  }
  const present = state.members.filter((member) => member.liveness === 'ALIVE' || member.liveness === 'SUSPECT');
  set($('mesh-name'), state.mesh.name);
  set($('member-count'), String(present.length));
  set($('mesh-condition'), `${state.mesh.condition.toLowerCase().replaceAll('_', ' ')}, ${state.mesh.links} links`);
  $('mesh-condition').title = state.mesh.reason;
  drawFlock(state);
  drawServices(state);
}

function live() {
  page.heard = Date.now();
  page.lostSince = 0;
  $('page-condition').dataset.state = 'live';
  set($('page-condition'), 'live');
  $('lost').hidden = true;
  $('main').classList.remove('stale');
}

function lost() {
  if (!page.lostSince) {
    page.lostSince = Date.now();
  }
  $('page-condition').dataset.state = 'lost';
  set($('page-condition'), 'no connection');
  $('lost').hidden = false;
  set($('lost'), `The console has not answered since ${clock(page.lostSince).slice(0, 8)}. `
    + 'What you see is from then; this page goes on trying.');
  $('main').classList.add('stale');
}

function listen() {
  const events = new EventSource('/api/events');
  const on = (name, act) => events.addEventListener(name, (event) => {
    live();
    act(JSON.parse(event.data));
  });
  on('hello', (hello) => {
    page.skew = hello.now - Date.now();
    // A console that was started anew counts its lines from 1 again.
    const newest = hello.log.length ? hello.log[hello.log.length - 1].number : 0;
    if (newest < page.lastLog) {
      page.lastLog = 0;
      $('log').replaceChildren();
    }
    page.state = hello.state;
    hello.log.forEach((line) => happened(line, true));
    $('troubles').replaceChildren();
    hello.troubles.forEach(trouble);
    if (!hello.troubles.length) {
      $('troubles').append(el('li', {class: 'none'}, 'None so far.'));
    }
    takeCalls(hello.calls);
    draw();
  });
  on('state', (state) => {
    page.state = state;
    draw();
  });
  on('calls', (news) => {
    takeCalls(news);
    news.calls.forEach(trouble);
  });
  on('log', (line) => happened(line, false));
  on('ping', (time) => {
    page.skew = time - Date.now();
  });
  events.onerror = () => {
    lost();
    // The browser tries again by itself, except after an answer that it takes for final.
    if (events.readyState === EventSource.CLOSED) {
      setTimeout(listen, 2000);
    }
  };
}

setInterval(() => {
  if (page.heard && Date.now() - page.heard > SILENCE_MILLIS) {
    lost();
  }
  draw();
}, 1000);

let painted = 0;
requestAnimationFrame(function paint(time) {
  if (time - painted > 90) {
    painted = time;
    drawTimeline();
  }
  requestAnimationFrame(paint);
});

listen();
