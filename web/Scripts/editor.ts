// The Markdown field: buttons that write the marks, and a preview by the server that will publish it.
import { closest } from "./page";

const marks: Record<string, (selected: string) => { text: string; select: [number, number] }> = {
  bold: (text) => around("**", text),
  italic: (text) => around("*", text),
  link: (text) => ({ text: `[${text}](https://)`, select: text ? [text.length + 3, text.length + 11] : [1, 1] }),
  list: (text) => {
    const lines = text.split("\n").map((line) => `- ${line}`).join("\n");
    return { text: lines, select: [lines.length, lines.length] };
  },
};

const keys: Record<string, string> = { b: "bold", i: "italic", k: "link" };

document.addEventListener("click", (event) => {
  const button = closest(event, "[data-editor] [data-mark]");
  if (button) {
    void press(button.closest<HTMLElement>("[data-editor]")!, button.dataset["mark"]!);
  }
});

document.addEventListener("keydown", (event) => {
  const editor = closest(event, "[data-editor]");
  const mark = keys[event.key];
  if (editor && mark && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey) {
    event.preventDefault();
    void press(editor, mark);
  }
});

async function press(editor: HTMLElement, mark: string): Promise<void> {
  const area = editor.querySelector("textarea")!;
  if (mark === "preview") {
    await togglePreview(editor, area);
    return;
  }

  if (!area.hidden) {
    write(area, mark);
  }
}

function write(area: HTMLTextAreaElement, mark: string): void {
  const wholeLines = mark === "list";
  const start = wholeLines ? area.value.lastIndexOf("\n", area.selectionStart - 1) + 1 : area.selectionStart;
  const { text, select } = marks[mark]!(area.value.slice(start, area.selectionEnd));

  area.focus();
  area.setSelectionRange(start, area.selectionEnd);
  // The old command is the only one that leaves the change in the field's undo.
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text);
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(start + select[0], start + select[1]);
}

async function togglePreview(editor: HTMLElement, area: HTMLTextAreaElement): Promise<void> {
  const preview = editor.querySelector<HTMLElement>("[data-preview]")!;
  const show = preview.hidden !== false;
  if (show) {
    const body = new FormData();
    body.set("text", area.value);
    const token = area.form?.elements.namedItem("__RequestVerificationToken");
    if (token instanceof HTMLInputElement) {
      body.set(token.name, token.value);
    }

    const answer = await fetch(editor.dataset["previewUrl"]!, { method: "POST", body });
    if (!answer.ok) {
      return;
    }
    preview.innerHTML = await answer.text();
  }

  preview.hidden = !show;
  area.hidden = show;
  for (const button of editor.querySelectorAll<HTMLButtonElement>("[data-mark]")) {
    if (button.dataset["mark"] === "preview") {
      button.setAttribute("aria-pressed", String(show));
    } else {
      button.disabled = show;
    }
  }
}

function around(mark: string, text: string): { text: string; select: [number, number] } {
  return { text: mark + text + mark, select: [mark.length, mark.length + text.length] };
}
