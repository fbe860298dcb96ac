using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Participation.Board;

/// <summary>
/// The one way to write a value down, so that everyone who hashes it hashes the same bytes: RFC 8785 (JCS), restricted to
/// what has one meaning everywhere. Texts are in Unicode normal form C, numbers are whole and smaller than 2^53, and there
/// are arrays and objects. Anything else, <c>true</c> and <c>null</c> too, is refused.
/// </summary>
/// <remarks>Without fractions there is no need for the number format of ECMAScript (RFC 8785 §3.2.2.3).</remarks>
public static class CanonicalJson
{
    private const long Limit = 1L << 53;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="BoardException">Something in it is refused; the message says where.</exception>
    public static byte[] Of(JsonNode value) => Of(JsonSerializer.SerializeToElement(value));

    /// <inheritdoc cref="Of(JsonNode)"/>
    public static byte[] Of(string text)
    {
        var json = new ArrayBufferWriter<byte>(text.Length + 2);
        WriteText(text, json, "$");

        return json.WrittenSpan.ToArray();
    }

    /// <inheritdoc cref="Of(JsonNode)"/>
    public static byte[] Of(JsonElement value)
    {
        var json = new ArrayBufferWriter<byte>(256);
        Write(value, json, "$");

        return json.WrittenSpan.ToArray();
    }

    /// <summary>Reads bytes that must be canonical as they stand.</summary>
    /// <exception cref="BoardException">They are not JSON, hold what is refused, or could be written otherwise.</exception>
    public static JsonElement Read(ReadOnlySpan<byte> json)
    {
        var value = Parse(json);

        return Of(value).AsSpan().SequenceEqual(json) ? value : throw new BoardException("this JSON is not in canonical form");
    }

    /// <summary>Reads JSON as people may have laid it out.</summary>
    /// <exception cref="BoardException">It is not JSON, or it has a name twice.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonElement.Parse(json, Strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter where a name to be compared is no Unicode.
            throw new BoardException("this is not JSON, or a name is there twice");
        }
    }

    private static void Write(JsonElement value, ArrayBufferWriter<byte> json, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, json, path);
                break;
            case JsonValueKind.Array:
                WriteArray(value, json, path);
                break;
            case JsonValueKind.String:
                WriteText(TextOf(value, path), json, path);
                break;
            case JsonValueKind.Number when value.TryGetInt64(out var number) && number is > -Limit and < Limit:
                json.Write(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
                break;
            case JsonValueKind.Number:
                throw new BoardException($"{path}: {value.GetRawText()} is not a whole number below 2^53");
            default:
                throw new BoardException($"{path}: only texts, whole numbers, arrays and objects are written, not {value.GetRawText()}");
        }
    }

    private static void WriteObject(JsonElement value, ArrayBufferWriter<byte> json, string path)
    {
        // By UTF-16 code units, as RFC 8785 §3.2.3 wants and as JavaScript sorts by itself.
        var separator = (byte)'{';
        foreach (var (name, content) in value.EnumerateObject().Select(p => (Name: NameOf(p, path), p.Value)).OrderBy(p => p.Name, StringComparer.Ordinal))
        {
            json.Write([separator]);
            WriteText(name, json, path);
            json.Write(":"u8);
            Write(content, json, $"{path}.{name}");
            separator = (byte)',';
        }

        json.Write(separator == '{' ? "{}"u8 : "}"u8);
    }

    private static void WriteArray(JsonElement value, ArrayBufferWriter<byte> json, string path)
    {
        json.Write("["u8);
        for (var i = 0; i < value.GetArrayLength(); i++)
        {
            if (i > 0)
            {
                json.Write(","u8);
            }

            Write(value[i], json, $"{path}[{i}]");
        }

        json.Write("]"u8);
    }

    private static string NameOf(JsonProperty field, string path)
    {
        try
        {
            return field.Name;
        }
        catch (InvalidOperationException)
        {
            throw NoUnicode(path);
        }
    }

    private static string TextOf(JsonElement value, string path)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw NoUnicode(path);
        }
    }

    private static void WriteText(string text, ArrayBufferWriter<byte> json, string path)
    {
        if (!Ascii.IsValid(text) && !IsNormal(text, path))
        {
            throw new BoardException($"{path}: a text is not in Unicode normal form C");
        }

        json.Write("\""u8);
        if (text.AsSpan().IndexOfAnyInRange('\0', '\u001f') < 0 && text.AsSpan().IndexOfAny('"', '\\') < 0)
        {
            Utf8.GetBytes(text, json);
        }
        else
        {
            Utf8.GetBytes(string.Concat(text.Select(Escaped)), json);
        }

        json.Write("\""u8);
    }

    private static bool IsNormal(string text, string path)
    {
        try
        {
            return text.IsNormalized(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            throw NoUnicode(path);
        }
    }

    private static BoardException NoUnicode(string path) => new($"{path}: a text is not Unicode");

    private static string Escaped(char letter) => letter switch
    {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\b' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\f' => "\\f",
        '\r' => "\\r",
        < ' ' => $"\\u{(int)letter:x4}",
        _ => letter.ToString(),
    };
}
