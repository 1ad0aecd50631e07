// How a Plotly 3-D scene is seen at this moment: from a point in data to pixels, and where the eye is.

/** The product of two 4×4 matrices, each column by column. */
function product(a, b) {
  const sum = (row, column) => [0, 1, 2, 3].reduce((s, k) => s + a[4 * k + row] * b[4 * column + k], 0);
  return Array.from({ length: 16 }, (_, i) => sum(i % 4, i >> 2));
}

export class Sight {
  constructor(plot) {
    const { glplot, dataScale } = plot._fullLayout.scene._scene;
    const { view, projection, model } = glplot.cameraParams;
    const scaled = Array.from(model, (value, i) => value * (dataScale[i >> 2] ?? 1));
    const seen = product(view, scaled);
    this.matrix = product(projection, seen);
    this.width = plot._fullLayout.width;
    this.height = plot._fullLayout.height;
    this.eye = [0, 4, 8].map((c) => {
      const column = (d) => seen[c] * seen[d] + seen[c + 1] * seen[d + 1] + seen[c + 2] * seen[d + 2];
      return -column(12) / column(c); // the columns are at right angles
    });
    this.key = [...this.matrix, this.width, this.height].join();
  }

  toScreen(x, y, z) {
    const m = this.matrix;
    const row = (i) => m[i] * x + m[4 + i] * y + m[8 + i] * z + m[12 + i];
    const depth = row(3);
    return {
      x: ((1 + row(0) / depth) / 2) * this.width,
      y: ((1 - row(1) / depth) / 2) * this.height,
    };
  }
}
