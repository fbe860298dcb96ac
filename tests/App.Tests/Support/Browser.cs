using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Participation.App.Tests.Support;

/// <summary>Reads pages and presses their buttons, by what a person sees.</summary>
public sealed class Browser(HttpClient http)
{
    public HttpClient Http => http;

    public async Task<Page> OpenAsync(string path) => await Page.ReadAsync(await http.GetAsync(path), this);

    /// <summary>
    /// Presses the button with this label, sending its form as a browser would, antiforgery token and all.
    /// <paramref name="fill"/> types into fields by name: a value for text and choices, "on" to tick and "" to untick a box.
    /// </summary>
    public Task<Page> PressAsync(Page page, string label, params (string Name, string Value)[] fill) => PressAsync(page, label, null, fill);

    /// <inheritdoc cref="PressAsync(Page, string, ValueTuple{string, string}[])"/>
    public async Task<Page> PressAsync(Page page, string label, Attachment? file, params (string Name, string Value)[] fill)
    {
        var button = page.Button(label) ?? throw new InvalidOperationException($"There is no button '{label}' on {page.Path}, which answered {page.Status}: {page.Words}");
        var form = button.Form ?? throw new InvalidOperationException($"The button '{label}' is in no form.");
        var fields = Fields(form, button).ToList();
        foreach (var byName in fill.GroupBy(f => f.Name))
        {
            fields.RemoveAll(f => f.Key == byName.Key);
            fields.AddRange(byName.Where(f => f.Value.Length > 0 || !IsBox(form, f.Name)).Select(f => KeyValuePair.Create(f.Name, f.Value)));
        }

        var action = button.GetAttribute("formaction") ?? form.GetAttribute("action");
        var target = string.IsNullOrEmpty(action) ? page.Path : action;
        return form.Method.Equals("get", StringComparison.OrdinalIgnoreCase)
            ? await OpenAsync(target.Split('?')[0] + "?" + await new FormUrlEncodedContent(fields).ReadAsStringAsync())
            : await Page.ReadAsync(await http.PostAsync(target, Content(form, fields, file)), this);
    }

    private static bool IsBox(IHtmlFormElement form, string name) =>
        form.Elements.OfType<IHtmlInputElement>().Any(i => i.Name == name && i.Type is "checkbox" or "radio");

    private static HttpContent Content(IHtmlFormElement form, List<KeyValuePair<string, string>> fields, Attachment? file)
    {
        if (!string.Equals(form.Enctype, "multipart/form-data", StringComparison.OrdinalIgnoreCase))
        {
            return new FormUrlEncodedContent(fields);
        }

        var parts = new MultipartFormDataContent();
        fields.ForEach(f => parts.Add(new StringContent(f.Value), f.Key));
        if (file is not null)
        {
            parts.Add(new ByteArrayContent(file.Bytes), file.Field, file.FileName);
        }

        return parts;
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(IHtmlFormElement form, IHtmlButtonElement pressed)
    {
        foreach (var element in form.Elements)
        {
            switch (element)
            {
                case IHtmlInputElement { IsDisabled: true }:
                case IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false }:
                case IHtmlInputElement { Type: "file" or "submit" or "button" }:
                    break;
                case IHtmlInputElement { Name.Length: > 0 } input:
                    yield return KeyValuePair.Create(input.Name!, input.Value);
                    break;
                case IHtmlTextAreaElement { Name.Length: > 0 } area:
                    yield return KeyValuePair.Create(area.Name!, area.Value);
                    break;
                case IHtmlSelectElement { Name.Length: > 0 } select:
                    yield return KeyValuePair.Create(select.Name!, select.Value ?? "");
                    break;
            }
        }

        if (pressed.Name is { Length: > 0 } name)
        {
            yield return KeyValuePair.Create(name, pressed.Value);
        }
    }
}

/// <summary>A file chosen in a form.</summary>
public sealed record Attachment(string Field, string FileName, byte[] Bytes);

/// <summary>A page as it came.</summary>
public sealed record Page(int Status, string Path, IHtmlDocument Document, Browser Browser)
{
    public string Title => Document.Title ?? "";

    /// <summary>All that can be read, white space folded.</summary>
    public string Words => Fold(Document.QuerySelector("main")?.TextContent ?? Document.Body?.TextContent ?? "");

    public Task<Page> PressAsync(string label, params (string Name, string Value)[] fill) => Browser.PressAsync(this, label, fill);

    public Task<Page> PressAsync(string label, Attachment file, params (string Name, string Value)[] fill) => Browser.PressAsync(this, label, file, fill);

    public bool Offers(string label) => Button(label) is not null;

    /// <summary>By its words or, where several have the same, by its value.</summary>
    public IHtmlButtonElement? Button(string label) =>
        Document.QuerySelectorAll("button").OfType<IHtmlButtonElement>().FirstOrDefault(b => Fold(b.TextContent) == Fold(label) || b.Value == label);

    public string Text(string testId) => Fold(Find(testId)?.TextContent ?? throw new InvalidOperationException($"There is no '{testId}' on {Path}."));

    public IElement? Find(string testId) => Document.QuerySelector($"[data-testid='{testId}']");

    /// <summary>What the page says is wrong with a field.</summary>
    public string? ErrorAt(string field) => Document.QuerySelector($"[data-valmsg-for='{field}']") is { } said && Fold(said.TextContent) is { Length: > 0 } text ? text : null;

    internal static async Task<Page> ReadAsync(HttpResponseMessage response, Browser browser) => new(
        (int)response.StatusCode,
        response.RequestMessage!.RequestUri!.PathAndQuery,
        new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync()),
        browser);

    private static string Fold(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('\u00a0', ' ').Replace('\u202f', ' ');
}
