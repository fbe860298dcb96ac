// Choosing photos: by dropping them too, with a preview, and made smaller before they travel.
import { closest } from "./page";

const worthShrinking = 1_500_000;
const underWay = new WeakMap<HTMLFormElement, Promise<void>>();

document.addEventListener("dragover", (event) => {
  const drop = closest(event, "[data-drop]");
  if (drop) {
    event.preventDefault();
    drop.classList.add("is-over");
  }
});

document.addEventListener("dragleave", (event) => closest(event, "[data-drop]")?.classList.remove("is-over"));

document.addEventListener("drop", (event) => {
  const drop = closest(event, "[data-drop]");
  const input = drop?.querySelector<HTMLInputElement>("input[type=file]");
  if (drop && input && event.dataTransfer?.files.length) {
    event.preventDefault();
    drop.classList.remove("is-over");
    give(input, [...event.dataTransfer.files].slice(0, input.multiple ? undefined : 1));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

document.addEventListener("change", (event) => {
  const drop = closest(event, "[data-drop]");
  const input = event.target;
  if (drop && input instanceof HTMLInputElement && input.type === "file") {
    const work = prepare(drop, input);
    if (input.form) {
      underWay.set(input.form, work);
    }
  }
});

// Who presses the button while a photo is still being made smaller waits for it.
document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  const work = underWay.get(form);
  if (work) {
    event.preventDefault();
    const { submitter } = event;
    void work.finally(() => {
      underWay.delete(form);
      form.requestSubmit(submitter);
    });
  }
}, { capture: true });

async function prepare(drop: HTMLElement, input: HTMLInputElement): Promise<void> {
  const longest = Number(drop.dataset["shrink"]);
  const files = [...(input.files ?? [])];
  if (longest) {
    give(input, await Promise.all(files.map((file) => shrink(file, longest))));
  }
  show(drop, [...(input.files ?? [])]);
}

/** The photo with its longer side cut down; the file itself when it is small, or no photo this browser can read. */
async function shrink(file: File, longest: number): Promise<File> {
  if (!file.type.startsWith("image/") || file.size < worthShrinking) {
    return file;
  }

  try {
    const photo = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, longest / Math.max(photo.width, photo.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(photo.width * scale);
    canvas.height = Math.round(photo.height * scale);
    canvas.getContext("2d")!.drawImage(photo, 0, 0, canvas.width, canvas.height);

    const small = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return small && small.size < file.size
      ? new File([small], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" })
      : file;
  } catch {
    return file;
  }
}

function give(input: HTMLInputElement, files: File[]): void {
  const transfer = new DataTransfer();
  files.forEach((file) => transfer.items.add(file));
  input.files = transfer.files;
}

function show(drop: HTMLElement, files: File[]): void {
  drop.querySelector(".drop-preview")?.replaceChildren(...files.map((file) => {
    const item = document.createElement("li");
    if (file.type.startsWith("image/")) {
      const image = document.createElement("img");
      image.alt = "";
      image.src = URL.createObjectURL(file);
      image.onload = () => URL.revokeObjectURL(image.src);
      item.append(image);
    }
    item.append(file.name);
    return item;
  }));
}
