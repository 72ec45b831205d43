using System.Text.Json.Serialization;

namespace Gateway.Federation.Paging;

[JsonSerializable(typeof(PageCursor))]
[JsonSourceGenerationOptions(NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
internal sealed partial class PageCursorJson : JsonSerializerContext;
