//! Chromium's DevTools protocol over a pipe: questions with answers, and what happens meanwhile.
//!
//! Starting a browser takes seconds, opening a tab a tenth of one. The protocol also switches scripting off, which
//! the command line cannot, and prints.

use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};

/// How long an answer may take on a machine that is busy with other tests.
const PATIENCE: Duration = Duration::from_secs(60);

/// Who waits for what: answers by the number of the question, events by the tab.
#[derive(Default)]
struct Waiting {
    answers: HashMap<u64, Sender<Value>>,
    events: HashMap<String, Sender<Value>>,
    asked: u64,
}

/// A running browser. It ends with the tests, because its pipe does.
pub struct Browser {
    pipe: Mutex<ChildStdin>,
    waiting: Arc<Mutex<Waiting>>,
}

impl Browser {
    /// Starts Chromium with a fresh profile.
    pub fn start(chromium: &Path) -> Self {
        let profile = super::scratch("chromium");
        // The protocol is spoken on the descriptors 3 and 4; a shell leads ours there.
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1"])
            .arg(chromium)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            // Tabs of other tests stand in front; those behind must not wait for it.
            .args(["--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows"])
            .args(["--disable-background-timer-throttling", "--host-resolver-rules=MAP * ~NOTFOUND"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .args(["--remote-debugging-pipe", "about:blank"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("Chromium runs");
        let pipe = Mutex::new(child.stdin.take().expect("a pipe"));
        let waiting = Arc::new(Mutex::new(Waiting::default()));
        let output = child.stdout.take().expect("a pipe");
        let hands = Arc::clone(&waiting);
        std::thread::spawn(move || {
            listen(output, &hands);
            _ = child.wait();
        });
        Self { pipe, waiting }
    }

    /// Asks, of a tab or of the whole browser, and waits for the answer.
    fn ask(&self, session: Option<&str>, method: &str, params: Value) -> Value {
        let (sender, answer) = channel();
        let mut question = json!({"method": method, "params": params});
        {
            let mut waiting = self.waiting.lock().expect("nobody panics while holding it");
            waiting.asked += 1;
            question["id"] = waiting.asked.into();
            let asked = waiting.asked;
            waiting.answers.insert(asked, sender);
        }
        if let Some(session) = session {
            question["sessionId"] = session.into();
        }
        let mut bytes = question.to_string().into_bytes();
        bytes.push(0);
        self.pipe
            .lock()
            .expect("nobody panics while holding it")
            .write_all(&bytes)
            .expect("Chromium listens");
        let answer =
            answer.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("Chromium does not answer {method}"));
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// Opens an empty tab, in a window of its own: what lies behind another tab is not drawn.
    pub fn tab(&self) -> Tab<'_> {
        let opened = self.ask(None, "Target.createTarget", json!({"url": "about:blank", "newWindow": true}));
        let target = opened["targetId"].as_str().expect("a target").to_owned();
        let attached = self.ask(None, "Target.attachToTarget", json!({"targetId": target, "flatten": true}));
        let session = attached["sessionId"].as_str().expect("a session").to_owned();
        let (sender, happens) = channel();
        let mut waiting = self.waiting.lock().expect("nobody panics while holding it");
        waiting.events.insert(session.clone(), sender);
        Tab { browser: self, target, session, happens, happened: RefCell::default() }
    }
}

/// Hands on what Chromium says, until it is gone.
fn listen(output: ChildStdout, waiting: &Mutex<Waiting>) {
    for message in BufReader::new(output).split(0).map_while(Result::ok) {
        let message: Value = serde_json::from_slice(&message).expect("Chromium speaks JSON");
        let mut waiting = waiting.lock().expect("nobody panics while holding it");
        let to = match (message["id"].as_u64(), message["sessionId"].as_str()) {
            (Some(id), _) => waiting.answers.remove(&id),
            (None, Some(session)) => waiting.events.get(session).cloned(),
            (None, None) => None,
        };
        // Who has stopped waiting needs no answer.
        _ = to.map(|to| to.send(message));
    }
}

/// A tab, closed when it is dropped.
pub struct Tab<'b> {
    browser: &'b Browser,
    target: String,
    session: String,
    happens: Receiver<Value>,
    happened: RefCell<Vec<Value>>,
}

impl Tab<'_> {
    /// Asks and waits for the answer.
    pub fn ask(&self, method: &str, params: Value) -> Value {
        self.browser.ask(Some(&self.session), method, params)
    }

    /// Waits until something has happened.
    pub fn wait_for(&self, method: &str, patience: Duration) {
        loop {
            let event = self.happens.recv_timeout(patience);
            let event = event.unwrap_or_else(|_| panic!("{method} does not happen"));
            let it = event["method"] == method;
            self.happened.borrow_mut().push(event);
            if it {
                return;
            }
        }
    }

    /// What has happened so far.
    pub fn events(&self) -> Vec<Value> {
        self.happened.borrow_mut().extend(self.happens.try_iter());
        self.happened.borrow().clone()
    }
}

impl Drop for Tab<'_> {
    fn drop(&mut self) {
        // After a failed test the browser may be what failed.
        if !std::thread::panicking() {
            self.browser.ask(None, "Target.closeTarget", json!({"targetId": self.target}));
        }
    }
}
